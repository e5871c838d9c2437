import { afterEach, expect, it } from "vitest";
import { freePort } from "../scripts/testing/mariadb.js";
import { createMetrics } from "./metrics.js";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

it("metrics count operations, withheld fields and fetches by outcome, and hold nothing of a request", async () => {
  const metrics = createMetrics();
  const port = await freePort();
  closing.push(await metrics.serve("127.0.0.1", port));
  const withheld = [{ coordinate: "Person.phone", code: "CONSENT_REQUIRED", paths: ["person.phone", "person.spouse.phone"] }];
  await metrics.timed(async () => ({ status: 200, data: {}, extensions: { assent: { withheld } } }))({} as never);
  await metrics.timed(async () => ({ status: 403, errors: [{ extensions: { code: "SHARING_REFUSED" } }] }))({} as never);
  const client = metrics.timedClient("population", { post: async () => ({ ok: false, code: "SUBGRAPH_TIMEOUT" }), close: async () => undefined });
  await client.post("body", "context", null);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(text).toContain('assent_operation_seconds_count{outcome="OK"} 1');
  expect(text).toContain('assent_operation_seconds_count{outcome="SHARING_REFUSED"} 1');
  expect(text).toContain('assent_withheld_total{code="CONSENT_REQUIRED"} 2');
  expect(text).toContain('assent_fetch_seconds_count{subgraph="population",outcome="SUBGRAPH_TIMEOUT"} 1');
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
});
