import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { identifierKeys } from "./identifier-keys.js";

const keyed = (key: string) => smallSources({ "legal-entity": (sdl) => sdl.replace('type Person @key(fields: "idNumber")', `type Person ${key}`) });
const found = [{ coordinate: "Person", subgraph: "legal-entity" }];

describe("identifier-keys", () => {
  it("accepts the registry's identifiers, resolvable or not", () => {
    expectFindings(identifierKeys, keyed('@key(fields: " idNumber ", resolvable: false)'), []);
  });

  it("refuses a key of another field, of more fields, and a second key", () => {
    expectFindings(identifierKeys, keyed('@key(fields: "name")'), found);
    expectFindings(identifierKeys, keyed('@key(fields: "idNumber name")'), found);
    expectFindings(identifierKeys, keyed('@key(fields: "idNumber") @key(fields: "phone")'), found);
  });

  it("refuses a key of a type that the registry does not know, an interface included", () => {
    const patient = (sdl: string) =>
      `${sdl}\ntype Patient @key(fields: "idNumber") { idNumber: ID! }\ninterface Ill @key(fields: "idNumber") { idNumber: ID! }`;
    expectFindings(identifierKeys, smallSources({ licence: patient }), [
      { coordinate: "Patient", subgraph: "licence" },
      { coordinate: "Ill", subgraph: "licence" },
    ]);
  });
});
