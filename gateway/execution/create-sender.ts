import { LRUCache } from "lru-cache";
import type { Authorised } from "../context.js";
import type { Coordinate } from "../../consent/model/sharing.js";
import { isTreeObject } from "./result-tree.js";
import type { SendFetch, SubgraphAnswer } from "./execute-plan.js";
import { CONSENT_SUBGRAPH, encodeContext, signedContext } from "./signed-context.js";
import type { ServiceAnswer, SubgraphClient } from "./subgraph-client.js";

/**
 * Sends fetches to their subgraphs, signed. The context is built once a request for all departments, and once for the
 * consent subgraph; the operation's text is made JSON once a plan.
 * @param onConsentMutation told when a mutation may have changed a consent, before anyone learns of it
 */
export function createSender(
  clients: ReadonlyMap<string, SubgraphClient>,
  masked: readonly Coordinate[],
  onConsentMutation: () => void = () => undefined,
): (authorised: Authorised) => SendFetch {
  // One JSON text an operation; as many as plans may be cached, then begun anew.
  const quoted = new LRUCache<string, string>({
    max: MAX_TEXTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (text) => text.length,
    memoMethod: (operation) => JSON.stringify(operation),
  });
  return ({ request, caller, mode, sharing }) => {
    const contexts = new Map<boolean, string>();
    return async (subgraph, operation, variables) => {
      const client = clients.get(subgraph);
      if (!client) return { ok: false, code: "SUBGRAPH_UNAVAILABLE" };
      const isConsent = subgraph === CONSENT_SUBGRAPH;
      let context = contexts.get(isConsent);
      if (!context) {
        context = encodeContext(signedContext(subgraph, { requestId: request.id, caller, mode, sharing, masked }));
        contexts.set(isConsent, context);
      }
      const body = `{"query":${quoted.memo(operation)},"variables":${JSON.stringify(variables)}}`;
      const answer = await client.post(body, context, request.signal);
      // Whatever the answer says: a mutation that seems to have failed may have been done.
      if (isConsent && operation.startsWith("mutation")) onConsentMutation();
      return graphqlAnswer(answer);
    };
  };
}

const MAX_TEXTS = 5000;
const MAX_CHARACTERS = 20_000_000;

/** A GraphQL answer out of an HTTP one: JSON objects with `data` or `errors`, whatever the status says. */
function graphqlAnswer(answer: ServiceAnswer): SubgraphAnswer {
  if (!answer.ok) return answer;
  const { json, status } = answer;
  if (!isTreeObject(json) || status >= 500 || status === 401) return { ok: false, code: "SUBGRAPH_UNAVAILABLE" };
  const errors = Array.isArray(json.errors) ? json.errors : [];
  if (json.data === undefined && errors.length === 0) return { ok: false, code: "SUBGRAPH_UNAVAILABLE" };
  return { ok: true, data: json.data ?? null, errors };
}
