import { type GraphQLSchema, getNamedType, isAbstractType, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import type { Coordinate } from "../../consent/model/sharing.js";

const GOVERNED: ReadonlySet<string> = new Set(["Person", "LegalEntity", "Licence", "Parcel", "PersonVerification"]);
/** What reaching a type touches: any item of it, and for a verification of the person. */
const REACHED: Readonly<Record<string, string>> = { PersonVerification: "Person" };

/**
 * Whether a sharing grant covers a document, read off its text without the gateway: every field selected on every type
 * that may stand there, whatever `@skip` and `@include` say, and every type that is reached.
 */
export function covers(schema: GraphQLSchema, query: string, granted: readonly Coordinate[]): boolean {
  const items = new Set(granted);
  const heldTypes = new Set(granted.map((item) => item.split(".")[0] as string));
  const info = new TypeInfo(schema);
  let covered = true;
  const possible = (type: Parameters<typeof getNamedType>[0]): string[] => {
    const named = getNamedType(type);
    if (!named) return [];
    return (isAbstractType(named) ? schema.getPossibleTypes(named) : [named]).map(({ name }) => name).filter((name) => GOVERNED.has(name));
  };
  const hold = (condition: boolean): void => {
    covered &&= condition;
  };
  visit(
    parse(query),
    visitWithTypeInfo(info, {
      Field: ({ name }) => {
        for (const type of possible(info.getParentType())) {
          if (name.value !== "__typename" && name.value !== "verdict") hold(items.has(`${type}.${name.value}`));
        }
        for (const type of possible(info.getType())) hold(heldTypes.has(REACHED[type] ?? type));
        if (name.value === "persons") hold(heldTypes.has("Person"));
      },
      ObjectField: ({ name }) => {
        if (info.getInputType()) hold(items.has(`Person.${name.value}`));
      },
    }),
  );
  return covered;
}
