import { composeServices } from "@apollo/composition";
import { Supergraph } from "@apollo/federation-internals";
import { GraphQLError, parse, printSchema } from "graphql";
import { readGraph, UngovernableGraph } from "../../consent/model/governed-graph.js";
import { COMPOSITION_RULES } from "./all-rules.js";
import { type ComposeContext, composeContext } from "./context.js";
import type { Finding } from "./finding.js";
import { OWNERSHIP, type OwnershipRegistry } from "./ownership.js";
import type { CompositionRule } from "./rule.js";
import { decisionCycle } from "./rules/decision-cycle.js";
import { type SubgraphSource, type SubgraphView, viewSubgraph } from "./subgraph-view.js";

/** What composing yields: a supergraph and the schema that clients see, or findings. */
export type Composition =
  | { readonly findings: readonly []; readonly supergraphSdl: string; readonly apiSdl: string }
  | { readonly findings: readonly [Finding, ...Finding[]] };

/** Composes subgraphs and holds the result against every rule. Apollo's hints are errors here. */
export function composeGraph(sources: readonly SubgraphSource[], ownership: OwnershipRegistry = OWNERSHIP): Composition {
  const prepared = prepare(sources, ownership);
  const findings = [...prepared.findings, ...COMPOSITION_RULES.flatMap((rule) => (prepared.context ? runRule(rule, prepared.context) : []))];
  const [first, ...others] = findings;
  if (first) return { findings: [first, ...others] };
  if (prepared.supergraphSdl === null) throw new Error("composition yielded neither a supergraph nor an error");
  const unreadable = unreadableGraph(prepared.supergraphSdl);
  if (unreadable) return { findings: [unreadable] };
  return { findings: [], supergraphSdl: prepared.supergraphSdl, apiSdl: apiSchemaOf(prepared.supergraphSdl) };
}

/** The findings of one rule. */
export function runRule(rule: CompositionRule, context: ComposeContext): Finding[] {
  return rule.check(context).map((finding) => ({ rule: rule.name, ...finding }));
}

/** What the rules need, as far as it could be had, and what stood in the way. */
export interface PreparedComposition {
  readonly context: ComposeContext | null;
  readonly supergraphSdl: string | null;
  readonly findings: readonly Finding[];
}

/** Parses the subgraphs; with a schema that does not parse there is no context. */
export function prepareUncomposed(sources: readonly SubgraphSource[], ownership: OwnershipRegistry): PreparedComposition {
  const findings: Finding[] = [];
  const views = sources.flatMap((source) => parsed(source, findings));
  return { context: findings.length > 0 ? null : composeContext(views, ownership, null), supergraphSdl: null, findings };
}

/** Parses the subgraphs, looks for the cycle of which composition dies, and composes. */
export function prepare(sources: readonly SubgraphSource[], ownership: OwnershipRegistry): PreparedComposition {
  const unprepared = prepareUncomposed(sources, ownership);
  const uncomposed = unprepared.context;
  if (!uncomposed) return unprepared;
  const findings: Finding[] = [];
  const views = uncomposed.subgraphs;
  if (runRule(decisionCycle, uncomposed).length > 0) return { context: uncomposed, supergraphSdl: null, findings };
  const supergraphSdl = composed(views, findings);
  const context = supergraphSdl === null ? uncomposed : composeContext(views, ownership, parse(supergraphSdl));
  return { context, supergraphSdl, findings };
}

function parsed(source: SubgraphSource, findings: Finding[]): SubgraphView[] {
  try {
    return [viewSubgraph(source)];
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    findings.push({ rule: "composition", coordinate: "schema", subgraph: source.name, message: error.message, remedy: "Mend the schema's text." });
    return [];
  }
}

function composed(views: readonly SubgraphView[], findings: Finding[]): string | null {
  const { errors, hints, supergraphSdl } = composeServices(views.map(({ name, document }) => ({ name, typeDefs: document, url: "" })));
  for (const error of errors ?? []) findings.push(ofApollo(error.message, String(error.extensions.code ?? "ERROR"), null));
  for (const hint of hints ?? []) findings.push(ofApollo(hint.message, hint.definition.code, hint.coordinate ?? null));
  return supergraphSdl ?? null;
}

function ofApollo(message: string, code: string, coordinate: string | null): Finding {
  return {
    rule: "composition",
    coordinate: coordinate ?? "schema",
    subgraph: null,
    message: `${code}: ${message}`,
    remedy: `See ${code} in Apollo Federation's list of composition errors and hints.`,
  };
}

function unreadableGraph(supergraphSdl: string): Finding | null {
  try {
    readGraph(supergraphSdl);
    return null;
  } catch (error) {
    if (!(error instanceof UngovernableGraph)) throw error;
    return {
      rule: "composition",
      coordinate: "schema",
      subgraph: null,
      message: error.message,
      remedy: "A gateway would not start on it; mend what it names.",
    };
  }
}

function apiSchemaOf(supergraphSdl: string): string {
  return `${printSchema(Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema())}\n`;
}
