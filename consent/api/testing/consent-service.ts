import { afterAll, beforeAll } from "vitest";
import type { TestEngine } from "../../../scripts/testing/engines.js";
import { type RunningSubgraph, serveSubgraph } from "../../../subgraphs/kit/server.js";
import { type ConsentClient, createConsentClient } from "../../client/consent-client.js";
import { DEPARTMENTS } from "../../model/departments.js";
import { CONTEXT_HEADER, type SignedContext } from "../../model/signed-context.js";
import { seedConsent } from "../../store/seed.js";
import { definition } from "../definition.js";
import { consentEndpoints } from "../endpoints.js";

/** When the tests of the service begin; `clock` moves on from here. */
export const NOW = new Date("2025-09-01T02:00:00.000Z");

export const ZHANG = "11010519491231002X";
export const LI = "540102199001010038";
export const COMPANY_USCC = "91350100M000100Y43";

const NOBODY: SignedContext = {
  requestId: "request",
  role: "platform",
  department: null,
  application: null,
  scenario: null,
  case: null,
  mode: "QUERY",
  grant: null,
  divisions: [],
  unmasked: [],
};

/** The housing bureau's caseworker, as the gateway presents them. */
export function caseworker(change: Partial<SignedContext> = {}): SignedContext {
  return {
    ...NOBODY,
    role: "application",
    department: DEPARTMENTS.housing.code,
    application: "housing-desk",
    scenario: "public-rental-housing",
    case: "case 1",
    principal: { sub: "housing-desk", operator: "caseworker 7", idNumber: null },
    ...change,
  };
}

/** A citizen who signed in. */
export function citizen(idNumber: string): SignedContext {
  return { ...NOBODY, role: "citizen", divisions: ["*"], principal: { sub: "citizen", operator: null, idNumber } };
}

/** A request as the mutations and `me` show it. */
interface ShownRequest {
  readonly id: string;
  readonly status: string;
  readonly items: readonly string[];
  readonly given: readonly string[];
  readonly notice: { readonly text: string; readonly locale: string; readonly version: string; readonly hash: string };
  readonly consent: ShownConsent | null;
}

interface ShownConsent {
  readonly id: string;
  readonly status: string;
  readonly items: readonly string[];
}

/** The roots that tests read; each holds what its operation asked for. */
interface AnswerData {
  readonly requestConsent: ShownRequest;
  readonly answerConsentRequest: ShownRequest;
  readonly withdrawConsent: ShownConsent;
  readonly me: { readonly consentRequests: readonly ShownRequest[]; readonly consents: readonly ShownConsent[] };
}

/** What a GraphQL request comes to: data, and the code of each error by its path. */
export interface Answer {
  readonly data: AnswerData | null;
  readonly codes: Readonly<Record<string, string>>;
}

/** The data of an answer that must have some. */
export function done({ data, codes }: Answer): AnswerData {
  if (!data) throw new Error(`no data: ${JSON.stringify(codes)}`);
  return data;
}

/** The consent that answered a request which must have one. */
export function consentOf({ consent }: ShownRequest): ShownConsent {
  if (!consent) throw new Error("no consent");
  return consent;
}

/**
 * The consent service of one test file and engine, seeded, behind a verifier that believes every context. Its clock stands
 * still until a test moves it.
 */
export function useConsentService(engine: TestEngine) {
  let running: RunningSubgraph | undefined;
  let now = NOW;
  beforeAll(async () => {
    now = NOW;
    const clock = () => now;
    running = await serveSubgraph(definition, {
      port: 0,
      verifyRequest: async ({ headers }) => ({
        ok: true,
        context: JSON.parse(Buffer.from(String(headers[CONTEXT_HEADER]), "base64url").toString()) as SignedContext,
      }),
      cursorKey: Buffer.alloc(32, 1),
      databaseUrl: engine.url(),
      clock,
      endpoints: consentEndpoints(clock),
    });
    await seedConsent(running.database, [
      { idNumber: ZHANG, dataSubject: `LEGAL_ENTITY:${COMPANY_USCC}`, capacity: "LEGAL_REPRESENTATIVE", validFrom: new Date(0), validUntil: null },
    ]);
  });
  afterAll(() => running?.close());
  const service = (): RunningSubgraph => {
    if (!running) throw new Error("the service is not running yet");
    return running;
  };
  const post = async (path: string, body: unknown, context: SignedContext = NOBODY) => {
    const headers = { "content-type": "application/json", [CONTEXT_HEADER]: Buffer.from(JSON.stringify(context)).toString("base64url") };
    const answer = await fetch(new URL(path, service().url), { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, json: (await answer.json()) as unknown };
  };
  const client: ConsentClient = createConsentClient({ send: post, leaseMs: 5000, waitMs: 1000 });
  return {
    service,
    post,
    client,
    /** Moves the clock. */
    at(moment: Date): void {
      now = moment;
    },
    async ask(context: SignedContext, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
      const { json } = await post("/graphql", { query, variables }, context);
      const { data, errors = [] } = json as { data?: AnswerData | null; errors?: { path?: readonly string[]; extensions: { code: string } }[] };
      return { data: data ?? null, codes: Object.fromEntries(errors.map(({ path, extensions }) => [path?.join(".") ?? "", extensions.code])) };
    },
  };
}

const REQUEST_FIELDS = "id status items given department scenario requestedAt lapsesAt notice { text locale version hash } consent { id status items }";

/** The three mutations as a portal or a desk would send them. */
export const REQUEST = `mutation($input: RequestConsentInput!) { requestConsent(input: $input) { ${REQUEST_FIELDS} } }`;
export const ANSWER = `mutation($input: AnswerConsentRequestInput!) { answerConsentRequest(input: $input) { ${REQUEST_FIELDS} } }`;
export const WITHDRAW = "mutation($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id status items department scenario givenAt until } }";
