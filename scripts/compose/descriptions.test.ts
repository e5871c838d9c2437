import { readFileSync } from "node:fs";
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isSpecifiedScalarType } from "graphql";
import { expect, it } from "vitest";
import { API_SCHEMA_PATH } from "./output-files.js";

interface Described {
  readonly coordinate: string;
  readonly description: string | null | undefined;
}

function describedIn(sdl: string): Described[] {
  const types = Object.values(buildSchema(sdl).getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
  return types.flatMap((type): Described[] => {
    const members: Described[] = [];
    const add = (coordinate: string, description: string | null | undefined) => void members.push({ coordinate, description });
    if (!["Query", "Mutation"].includes(type.name)) add(type.name, type.description);
    if (isEnumType(type)) for (const value of type.getValues()) add(`${type.name}.${value.name}`, value.description);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        add(`${type.name}.${field.name}`, field.description);
        for (const argument of "args" in field ? field.args : []) add(`${type.name}.${field.name}(${argument.name}:)`, argument.description);
      }
    }
    return members;
  });
}

it("everything that clients see is described in English and in Chinese", () => {
  const described = describedIn(readFileSync(API_SCHEMA_PATH, "utf8"));
  expect(described.length).toBeGreaterThan(100);
  const lacking = described.filter(({ description }) => !/[A-Za-z].* · .*\p{Script=Han}/u.test(description ?? ""));
  expect(lacking.map(({ coordinate }) => coordinate)).toEqual([]);
});
