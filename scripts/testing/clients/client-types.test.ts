import { expect, it } from "vitest";
import { clientTypes } from "./client-types.js";

it("the clients' generated types are those of the schema (npx vitest run scripts/testing/clients -u makes them anew)", async () => {
  await expect(await clientTypes()).toMatchFileSnapshot("generated/operations.ts");
});
