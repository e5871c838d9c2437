import { SHARING_SPEC_URL } from "../../../consent/model/sharing-spec.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";
import { FEDERATION_IDENTITY, INACCESSIBLE_IDENTITY, type SubgraphView } from "../subgraph-view.js";

const LINK_IDENTITY = "https://specs.apollo.dev/link";
const SHARING_IDENTITY = SHARING_SPEC_URL.replace(/\/v[\d.]+$/, "");

/** Directives are found through `@link`: what is linked must be known, and federation must be linked. */
export const knownLinks: CompositionRule = {
  name: "known-links",
  demands: `A subgraph links Federation 2 and, for rules, exactly ${SHARING_SPEC_URL}; no other specification, version or look-alike URL.`,
  check: ({ subgraphs }) => subgraphs.flatMap((subgraph) => [...problems(subgraph), ...unknownLinks(subgraph), ...missingFederation(subgraph)]),
};

function problems({ name, links }: SubgraphView): RuleFinding[] {
  return links.problems.map((message) => ({
    coordinate: "schema",
    subgraph: name,
    message,
    remedy: "Link each specification once, with imports that are names or { name, as }.",
  }));
}

function unknownLinks({ name, links }: SubgraphView): RuleFinding[] {
  return links.links
    .filter((link) => !isKnown(link.identity, link.url))
    .map((link) => ({
      coordinate: "schema",
      subgraph: name,
      message: `links ${link.url}`,
      remedy: `Link Federation 2 and ${SHARING_SPEC_URL} only.`,
    }));
}

function isKnown(identity: string, url: string): boolean {
  if (identity === SHARING_IDENTITY) return url === SHARING_SPEC_URL;
  if (identity === FEDERATION_IDENTITY) return /\/v2\.\d+$/.test(url);
  return identity === LINK_IDENTITY || identity === INACCESSIBLE_IDENTITY;
}

function missingFederation({ name, links }: SubgraphView): RuleFinding[] {
  if (links.links.some((link) => link.identity === FEDERATION_IDENTITY)) return [];
  return [
    { coordinate: "schema", subgraph: name, message: "does not link Federation 2", remedy: `Add @link(url: "${FEDERATION_IDENTITY}/v2.9", import: [...]).` },
  ];
}
