import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readReceiptKeySet, verifyReceipt } from "../../consent/api/receipt-signer.js";
import { isBoundTo } from "../../consent/model/receipt-binding.js";
import { CAST } from "../seed/cast.js";
import { receiptPublicKey } from "../services.js";
import { openKeys } from "../keys.js";
import { runReceipt } from "../receipt.js";
import { answerRequest, requestConsent, withdraw } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing", case: "2026-7001" };
const codesOf = ({ errors }: Answer): string[] => errors.map(({ extensions }) => extensions.code);
const receiptOf = (consent: string, account = "citizen-zhang") =>
  running.ask({ account, query: "query Receipt($id: ID!) { consentReceipt(consent: $id) }", variables: { id: consent } });
const keysFile = () => join(running.directory, "keys", "consent-receipt.jwks.json");
const keySet = () =>
  readReceiptKeySet(JSON.stringify({ keys: [receiptPublicKey(openKeys({ directory: join(running.directory, "keys"), environment: {}, development: true }))] }));

async function verified(jws: string) {
  const verdict = await verifyReceipt(jws, keySet());
  if (!verdict.isValid) throw new Error(verdict.fault);
  return verdict.receipt;
}

describe("a consent's receipt", () => {
  it("says what was asked, given and refused, to whom and by which notice, names nobody, and can be checked offline by the citizen", async () => {
    const request = await requestConsent(running, HOUSING, CAST.zhang, ["Person.phone", "Person.currentAddress"]);
    const consent = (await answerRequest(running, "citizen-zhang", request, ["Person.phone"])) as string;
    const jws: string = (await receiptOf(consent)).data.consentReceipt;
    const receipt = await verified(jws);
    expect(receipt).toMatchObject({
      header: { record_id: consent, record_version: 1 },
      outcome: { state: "GIVEN", term: "WHILE_SCENARIO_LASTS", valid_until: null },
      processing: { privacy_notice: { text: request.notice.text, hash: request.notice.hash } },
    });
    expect(receipt.processing.purposes[0]?.pii_information.map(({ pii_attribute_id, state }) => [pii_attribute_id, state])).toEqual([
      ["Person.currentAddress", "REFUSED"],
      ["Person.phone", "GIVEN"],
    ]);
    expect(receipt.events.map(({ event_type, actor_role }) => [event_type, actor_role])).toEqual([
      ["REQUEST", "CASEWORKER"],
      ["GIVE", "DATA_SUBJECT"],
    ]);
    expect(JSON.stringify(receipt)).not.toContain(CAST.zhang);
    expect([
      await isBoundTo(receipt.header.pii_principal_id, `PERSON:${CAST.zhang}`),
      await isBoundTo(receipt.header.pii_principal_id, `PERSON:${CAST.li}`),
    ]).toEqual([true, false]);

    const file = join(running.directory, "receipt.jws");
    writeFileSync(file, jws);
    const checked = await runReceipt(["verify", file, "--keys", keysFile(), "--about"], {
      environment: {},
      now: new Date(),
      readInput: async () => CAST.zhang,
    });
    expect([checked.exitCode, checked.message]).toEqual([0, ""]);
    expect(checked.output).toContain("住房和城乡建设局");

    await withdraw(running, "citizen-zhang", consent);
    const later = await verified((await receiptOf(consent)).data.consentReceipt);
    expect([later.outcome.state, later.events.at(-1)?.event_type]).toEqual(["WITHDRAWN", "WITHDRAW"]);
  });

  it("is the data subject's alone, and nobody learns whether it exists", async () => {
    const request = await requestConsent(running, { ...HOUSING, case: "2026-7002" }, CAST.li, ["Person.phone"]);
    const consent = (await answerRequest(running, "citizen-li", request, ["Person.phone"])) as string;
    for (const id of [consent, "0190a000-0000-7000-8000-000000000001", "no id"]) expect(codesOf(await receiptOf(id, "citizen-wang"))).toEqual(["NOT_FOUND"]);
    for (const account of ["housing-caseworker", "auditor", "authority-officer"])
      expect(
        (await running.ask({ ...(account === "housing-caseworker" ? HOUSING : { account }), query: `{ consentReceipt(consent: "${consent}") }` })).status,
      ).toBe(403);
  });
});
