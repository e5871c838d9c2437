import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import type { DataSource } from "typeorm";
import { dataSubjectKey } from "../../consent/model/data-subject.js";
import type { SharingMode } from "../../consent/model/sharing.js";
import type { GrantItem, Scenario } from "../../consent/model/sharing-grant.js";
import { answerConsentRequest } from "../../consent/store/consent-answers.js";
import { openConsentRequest } from "../../consent/store/consent-requests.js";
import { readChangeVersions } from "../../consent/store/changes.js";
import { consentsOfRequests, withdrawConsent } from "../../consent/store/consents.js";
import { SEEDED_SHARING_GRANTS } from "../../consent/store/seeded-scenarios.js";
import { addScenarios, addSharingGrants } from "../../consent/store/sharing-grants.js";
import type { Question, RunningStack } from "./running-stack.js";

/** Who asks for what: an account with its purpose and case. */
export type Asking = Required<Pick<Question, "scenario" | "case">> & { readonly account: string };

/** A request that waits for its answer. */
export interface OpenRequest {
  readonly id: string;
  readonly status: string;
  readonly items: readonly string[];
  readonly notice: { readonly text: string; readonly hash: string };
}

const REQUEST = `mutation($input: RequestConsentInput!) { requestConsent(input: $input) { id status items given notice { text hash } consent { id } } }`;
const ANSWER = `mutation($input: AnswerConsentRequestInput!) { answerConsentRequest(input: $input) { id status items given consent { id status items } } }`;
const WITHDRAW = `mutation($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id status items } }`;

/** A caseworker asks a person for consent, through the gateway. */
export async function requestConsent({ ask }: RunningStack, asking: Asking, idNumber: string, items: readonly string[]): Promise<OpenRequest> {
  const { data, text } = await ask({ ...asking, query: REQUEST, variables: { input: { holder: { kind: "PERSON", key: idNumber }, items } } });
  return found<OpenRequest>(data?.requestConsent, text);
}

/** A citizen reads the notice where the citizen's requests are, and answers, through the gateway. @returns the consent's id, null for a refusal */
export async function answerRequest({ ask }: RunningStack, citizen: string, { id }: OpenRequest, give: readonly string[]): Promise<string | null> {
  const mine = await ask({ account: citizen, query: "{ me { consentRequests { id status notice { text hash } } } }" });
  const request = found<OpenRequest[]>(mine.data?.me.consentRequests, mine.text).find((candidate) => candidate.id === id);
  const { notice } = found<OpenRequest>(request, mine.text);
  const { data, text } = await ask({ account: citizen, query: ANSWER, variables: { input: { request: id, give, noticeHash: notice.hash } } });
  return found<{ consent: { id: string } | null }>(data?.answerConsentRequest, text).consent?.id ?? null;
}

/** A citizen withdraws items, or all, through the gateway. @returns what is left of the consent */
export async function withdraw(
  { ask }: RunningStack,
  citizen: string,
  consent: string,
  items?: readonly string[],
): Promise<{ status: string; items: string[] }> {
  const { data, text } = await ask({ account: citizen, query: WITHDRAW, variables: { input: { consent, items } } });
  return found<{ status: string; items: string[] }>(data?.withdrawConsent, text);
}

function found<T>(value: T | null | undefined, text: string): T {
  if (value === null || value === undefined) throw new Error(`not in the answer: ${text}`);
  return value;
}

/** A consent that is put into the store as a person's own answer; for those who have no account. */
export interface StoredGiving {
  readonly idNumber: string;
  readonly scenario: string;
  readonly items: readonly string[];
  /** QUERY by default. */
  readonly mode?: SharingMode;
}

/** Puts a consent into the store. @returns withdraws it there */
export async function giveInStore(running: RunningStack, { idNumber, scenario, items, mode = "QUERY" }: StoredGiving): Promise<() => Promise<void>> {
  const database = consentDatabase(running);
  const holder = SEEDED_SHARING_GRANTS.find((candidate) => candidate.scenario === scenario);
  const notice = { text: "告知书", locale: "zh-CN", version: "1", hash: "a".repeat(64) };
  const now = new Date();
  const request = await openConsentRequest(database, randomUUID, {
    dataSubject: dataSubjectKey("PERSON", idNumber),
    department: found(holder?.department, scenario),
    scenario,
    caseNumber: "of the store",
    items: items.map((coordinate) => ({ coordinate, modes: [mode] })),
    notice,
    actor: "caseworker",
    now,
    lapsesAt: new Date(now.getTime() + 86_400_000),
  });
  await answerConsentRequest(database, randomUUID, { request: request.id, idNumber, give: items, noticeHash: notice.hash, until: null, now });
  const consent = (await consentsOfRequests(database.manager, [request.id])).get(request.id);
  const { id } = found(consent, "the store");
  await announced(running);
  return async () => {
    await withdrawConsent(database, randomUUID, { consent: id, idNumber, items: null, now: new Date() });
    await announced(running);
  };
}

/** Waits until the gateway has heard of what was written behind its back: some milliseconds. */
async function announced(running: RunningStack): Promise<void> {
  const { consents } = await readChangeVersions(consentDatabase(running));
  await vi.waitFor(() => expect(running.stack.gateway.consentVersion() ?? consents).toBeGreaterThanOrEqual(consents), { interval: 5 });
}

/**
 * Grants the housing bureau's application a scenario of a test's own, and has the gateway read it.
 * @param statutoryBasis null: it needs consent
 */
export async function grantToHousing(
  running: RunningStack,
  code: string,
  coordinates: readonly string[],
  mode: SharingMode = "QUERY",
  statutoryBasis: string | null = null,
): Promise<void> {
  const seeded = found(
    SEEDED_SHARING_GRANTS.find(({ scenario }) => scenario === "public-rental-housing"),
    "the seed",
  );
  const items: GrantItem[] = coordinates.map((coordinate) => ({ coordinate, mode, unmasked: false }));
  const scenario: Scenario = { code, name: "Test · 测试", purpose: "Testing · 测试", statutoryBasis, items };
  const database = consentDatabase(running);
  await addScenarios(database, [scenario]);
  await addSharingGrants(database, [{ ...seeded, id: code, scenario: code, statutoryBasis, items }]);
  await running.stack.gateway.parts.snapshot.refresh();
}

function consentDatabase({ stack }: RunningStack): DataSource {
  return found(stack.subgraphs.get("consent")?.database, "the stack");
}
