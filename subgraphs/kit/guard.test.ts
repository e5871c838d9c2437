import { type ExecutionResult, execute, type GraphQLSchema, parse } from "graphql";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedContext } from "../../consent/model/signed-context.js";
import { createCursorSealer } from "./cursor.js";
import { openDatabase } from "./database.js";
import { buildSubgraph } from "./schema.js";
import { CASEWORKER, CITIZEN } from "./testing/callers.js";
import { VEHICLES, VehicleRow, vehicleRegister } from "./testing/vehicle-register.js";

let schema: GraphQLSchema;
let database: DataSource;

beforeAll(async () => {
  schema = (await buildSubgraph(vehicleRegister)).schema;
  database = await openDatabase({ ...vehicleRegister, url: "sqlite::memory:" });
  await database.getRepository(VehicleRow).insert([...VEHICLES]);
});

afterAll(() => database.destroy());

async function run(
  query: string,
  variableValues: Record<string, unknown> = {},
  caller: SignedContext = CASEWORKER,
): Promise<{ data: unknown; errors: unknown }> {
  const contextValue = { caller, database, loaders: vehicleRegister.createLoaders(database), cursors: createCursorSealer(Buffer.alloc(32)), now: new Date(0) };
  const { data, errors }: ExecutionResult = await execute({ schema, document: parse(query), variableValues, contextValue });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: errors?.map(({ path, extensions }) => ({ path, code: extensions.code })) };
}

/** Asks for representations of vehicles: plates, with their `decision`. */
function entities(selection: string, representations: readonly (readonly [string, unknown])[], caller?: SignedContext) {
  const variables = { representations: representations.map(([plate, decision]) => ({ __typename: "Vehicle", plate, decision })) };
  return run(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Vehicle { ${selection} } } }`, variables, caller);
}

describe("a protected field", () => {
  it("resolves with its own literal true", async () => {
    const { data, errors } = await entities("plate keeper", [["A-1", { "Vehicle.keeper": true }]]);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: [{ plate: "A-1", keeper: "138******01" }] });
  });

  it("is null without an error when the decision says false", async () => {
    expect(await entities("keeper", [["A-1", { "Vehicle.keeper": false }]])).toEqual({ data: { _entities: [{ keeper: null }] }, errors: undefined });
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "true"],
    ["a handle", "handle-1"],
    ["a list", [true]],
    ["an empty record", {}],
    ["1 for true", { "Vehicle.keeper": 1 }],
    ['"true" for true', { "Vehicle.keeper": "true" }],
    ["the field's bare name", { keeper: true }],
    ["another field's true", { "Vehicle.colour": true }],
    ["another type's true", { "Person.keeper": true }],
    ["the boolean of another response name", { "Vehicle.keeper:other": true }],
  ])("is DECISION_UNAVAILABLE when decision is %s", async (_, decision) => {
    const { data, errors } = await entities("keeper", [["A-1", decision]]);
    expect(data).toEqual({ _entities: [{ keeper: null }] });
    expect(errors).toEqual([{ path: ["_entities", 0, "keeper"], code: "DECISION_UNAVAILABLE" }]);
  });

  it("needs a boolean of its own under each response name", async () => {
    const { data, errors } = await entities("keeper other: keeper third: keeper", [["A-1", { "Vehicle.keeper": true, "Vehicle.keeper:third": false }]]);
    expect(data).toEqual({ _entities: [{ keeper: "138******01", other: null, third: null }] });
    expect(errors).toEqual([{ path: ["_entities", 0, "other"], code: "DECISION_UNAVAILABLE" }]);
  });

  it("never resolves for an entity that no representation brought", async () => {
    const root = await run('{ vehicle(plate: "A-1") { plate keeper } }');
    expect(root).toEqual({ data: { vehicle: { plate: "A-1", keeper: null } }, errors: [{ path: ["vehicle", "keeper"], code: "DECISION_UNAVAILABLE" }] });
    const nested = await entities("trailer { plate keeper }", [["A-1", { "Vehicle.keeper": true }]]);
    expect(nested.errors).toEqual([{ path: ["_entities", 0, "trailer", "keeper"], code: "DECISION_UNAVAILABLE" }]);
  });

  it("does not share its decision with the same entity asked for twice", async () => {
    const { data, errors } = await entities("keeper", [
      ["A-1", { "Vehicle.keeper": false }],
      ["A-1", { "Vehicle.keeper": true }],
      ["A-1", {}],
    ]);
    expect(data).toEqual({ _entities: [{ keeper: null }, { keeper: "138******01" }, { keeper: null }] });
    expect(errors).toEqual([{ path: ["_entities", 2, "keeper"], code: "DECISION_UNAVAILABLE" }]);
  });
});

describe("an outsider", () => {
  it("keeps its place and its key, and shows nothing else", async () => {
    const decision = { "Vehicle.keeper": true };
    const { data, errors } = await entities("plate colour keeper", [
      ["B-1", decision],
      ["A-1", decision],
    ]);
    expect(data).toEqual({
      _entities: [
        { plate: "B-1", colour: null, keeper: null },
        { plate: "A-1", colour: "red", keeper: "138******01" },
      ],
    });
    expect(errors).toEqual([
      { path: ["_entities", 0, "colour"], code: "OUT_OF_SCOPE" },
      { path: ["_entities", 0, "keeper"], code: "OUT_OF_SCOPE" },
    ]);
  });

  it("behind an edge shows its key alone", async () => {
    const { data, errors } = await entities("trailer { __typename plate colour }", [
      ["A-1", {}],
      ["A-2", {}],
    ]);
    expect(data).toEqual({
      _entities: [{ trailer: { __typename: "Vehicle", plate: "T-1", colour: "grey" } }, { trailer: { __typename: "Vehicle", plate: "T-2", colour: null } }],
    });
    expect(errors).toEqual([{ path: ["_entities", 1, "trailer", "colour"], code: "OUT_OF_SCOPE" }]);
  });

  it("named by a root is null with OUT_OF_SCOPE, and nobody is null without", async () => {
    expect(await run('{ vehicle(plate: "B-1") { plate } }')).toEqual({ data: { vehicle: null }, errors: [{ path: ["vehicle"], code: "OUT_OF_SCOPE" }] });
    expect(await run('{ vehicle(plate: "Z-9") { plate } }')).toEqual({ data: { vehicle: null }, errors: undefined });
  });

  it("is one for a caller whose grant covers no division", async () => {
    const { errors } = await entities("colour", [["A-1", {}]], { ...CASEWORKER, divisions: [] });
    expect(errors).toEqual([{ path: ["_entities", 0, "colour"], code: "OUT_OF_SCOPE" }]);
  });

  it("is nobody to a citizen, and to none but a citizen", async () => {
    expect((await entities("colour", [["B-1", {}]], CITIZEN)).data).toEqual({ _entities: [{ colour: "red" }] });
    expect((await entities("colour", [["B-1", {}]], { ...CASEWORKER, divisions: ["*"] })).data).toEqual({ _entities: [{ colour: null }] });
  });
});

describe("an entity's place", () => {
  it("stays its own beside unknown keys", async () => {
    const { data } = await entities("plate colour", [
      ["Z-9", {}],
      ["A-2", {}],
      ["A-1", {}],
    ]);
    expect(data).toEqual({ _entities: [null, { plate: "A-2", colour: "blue" }, { plate: "A-1", colour: "red" }] });
  });
});

describe("the guard", () => {
  it("refuses a definition whose protected type nobody can refer to", async () => {
    await expect(buildSubgraph({ ...vehicleRegister, references: {} })).rejects.toThrow(
      "Vehicle has protected fields: references.Vehicle must say how it is found",
    );
  });

  it("refuses a reference that names no type", async () => {
    await expect(buildSubgraph({ ...vehicleRegister, references: { ...vehicleRegister.references, Boat: { key: "name", load: () => null } } })).rejects.toThrow(
      "references.Boat names no object type of this subgraph",
    );
  });
});
