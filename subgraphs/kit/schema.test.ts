import "reflect-metadata";
import { ID } from "type-graphql";
import { Arg, Directive, Field, InputType, ObjectType, Query, registerEnumType, Resolver } from "type-graphql";
import { describe, expect, it } from "vitest";
import { readSharingSpec } from "../../consent/model/sharing-spec.js";
import { parse } from "graphql";
import { defineSubgraph } from "./definition.js";
import { buildSubgraph } from "./schema.js";
import { DataSubject, DecisionScalar } from "./shared-types.js";
import { Exercises, Identifier, ProtectedSharing, Reveals, Sharing } from "./sharing.js";
import { vehicleRegister } from "./testing/vehicle-register.js";

enum Dimension {
  COLOUR = "COLOUR",
}
registerEnumType(Dimension, { name: "Dimension", valuesConfig: { COLOUR: { description: "Colour · 颜色" } } });

@ObjectType({ description: "Vehicle · 车辆" })
@Directive('@key(fields: "plate")')
class Vehicle {
  @Field(() => ID, { description: "Plate · 号牌" })
  @Sharing({ type: "UNCONDITIONAL" })
  plate!: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;

  @Field(() => String, { nullable: true, description: "Keeper · 保管人" })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《道路交通安全法》" })
  keeper?: string | null;

  @Field(() => DataSubject, { nullable: true, description: "Owner · 所有人" })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《道路交通安全法》" })
  owner?: object | null;
}

@InputType({ description: "Filter · 条件" })
class VehicleFilter {
  @Field(() => String, { nullable: true, description: "Colour · 颜色" })
  @Reveals("Vehicle.colour")
  colour?: string;
}

@Resolver(() => Vehicle)
class VehicleResolver {
  @Query(() => Vehicle, { nullable: true, description: "One vehicle · 车辆" })
  @Exercises("QUERY")
  vehicle(
    @Reveals("Vehicle.plate") @Identifier("GB_32100") @Arg("plate", () => ID) plate: string,
    @Reveals("Vehicle.colour") @Arg("where", () => VehicleFilter, { nullable: true }) _where?: VehicleFilter,
    @Arg("by", () => Dimension, { nullable: true }) _by?: Dimension,
  ): Vehicle {
    return Object.assign(new Vehicle(), { plate });
  }
}

/** Of some other department: it implements what this one uses, and must not come along. */
@ObjectType({ implements: DataSubject })
class Boat extends DataSubject {
  @Field(() => ID)
  hull!: string;
}
void Boat;

const definition = defineSubgraph({
  name: "vehicle",
  resolvers: [VehicleResolver],
  references: { Vehicle: { key: "plate", load: () => null } },
  entities: [],
  migrations: [],
  enumReveals: { "Dimension.COLOUR": "Vehicle.colour" },
  createLoaders: () => ({}),
});

describe("a subgraph's schema", () => {
  it("carries the sharing directives of fields, arguments, input fields and enum values", async () => {
    const { sdl } = await buildSubgraph(definition);
    const spec = readSharingSpec(parse(sdl));
    expect(spec.findings).toEqual([]);
    expect(spec.rules.get("Vehicle.keeper")).toMatchObject({ type: "CONDITIONAL", consent: true });
    expect(spec.reveals.get("Query.vehicle(plate:)")).toEqual(["Vehicle.plate"]);
    expect(spec.reveals.get("VehicleFilter.colour")).toEqual(["Vehicle.colour"]);
    expect(spec.reveals.get("Dimension.COLOUR")).toEqual(["Vehicle.colour"]);
    expect(spec.identifiers.get("Query.vehicle(plate:)")).toBe("GB_32100");
  });

  it("holds nothing of another department that runs in the same process", async () => {
    expect((await buildSubgraph(definition)).sdl).not.toContain("Boat");
    const { schema, sdl } = await buildSubgraph(vehicleRegister);
    expect(sdl).not.toContain("VehicleFilter");
    const type = schema.getType("Vehicle");
    expect(Object.keys(type && "getFields" in type ? type.getFields() : {})).toEqual(["plate", "decision", "colour", "keeper", "trailer"]);
  });

  it("hides the decision's scalar", async () => {
    const { sdl } = await buildSubgraph(vehicleRegister);
    expect(sdl).toContain("scalar Decision @inaccessible");
  });
});
