import { expect, it } from "vitest";
import { consentOf, sharingGrant } from "./testing/callers.js";
import { createTestGateway } from "./testing/harness.js";
import { makeWorld } from "./testing/make-world.js";
import { idNumberOf } from "./testing/world.js";

it("answers", async () => {
  const world = makeWorld({ people: [{ spouse: 1 }, { spouse: 0 }] });
  const gateway = await createTestGateway({
    world,
    grants: [sharingGrant(["Person.name", "Person.phone", "Person.spouse"])],
    consents: [consentOf(`PERSON:${idNumberOf(0)}`, ["Person.spouse"]), consentOf(`PERSON:${idNumberOf(1)}`, ["Person.phone"])],
  });
  const answer = await gateway.ask({ query: "query($id: ID!) { person(idNumber: $id) { x: name phone idNumber: phone spouse { n: name decision: phone } } }", variables: { id: idNumberOf(0) } });
  console.log(JSON.stringify(answer, null, 1), gateway.defects, JSON.stringify(gateway.passed, null, 1), JSON.stringify(gateway.records));
});
