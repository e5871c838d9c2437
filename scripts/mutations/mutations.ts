/** One place of a source file that a mutation breaks: the text must stand there exactly once. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A way to break a rule on purpose. */
export interface Mutation {
  /** Number of architecture.md, "Rules that hold everywhere", or the stage that is broken. */
  readonly rule: string;
  readonly name: string;
  /** Test files of which one at least must fail. */
  readonly tests: readonly string[];
  readonly edits: readonly Edit[];
}

const PROPERTY = "gateway/property.test.ts";
const DISHONEST = "gateway/dishonest.test.ts";
const SIZE = "gateway/dishonest-size.test.ts";
const RECORDED = "gateway/recorded.test.ts";
const ANSWERS = "gateway/dishonest-answers.test.ts";

const BARRIER = "gateway/execution/barrier.ts";
const CONSENT = "consent/decide/consent-verdict.ts";
const CUT = "gateway/execution/cut-answer.ts";
const DECIDE = "consent/decide/decide.ts";
const DECISIONS = "gateway/decisions/decision-table.ts";
const EXECUTE = "gateway/execution/execute-plan.ts";
const PLANS = "gateway/plan/plan-cache.ts";

const WORTH_SENDING = "return plan.hasOpenFields || permissions.some(({ permitted }) => permitted);";

/** Every mutation. Where two lines hold the same rule, the mutation takes both: each alone would rightly survive. */
export const MUTATIONS: readonly Mutation[] = [
  breaks("1", "every verdict permits", [PROPERTY], {
    file: DECISIONS,
    find: "if (!entity || entity.decisions.length === 0 || items.length === 0) return UNAVAILABLE;",
    replace: 'if (items) return { permitted: true, basis: "SELF" };\n  if (!entity) return UNAVAILABLE;',
  }),
  breaks("1", "one data subject's word counts for all", [PROPERTY], {
    file: DECISIONS,
    find: "for (const decision of entity.decisions) {",
    replace: "for (const decision of entity.decisions.slice(0, 1)) {",
  }),
  breaks("1", "no error says why a field is null", [PROPERTY], {
    file: "gateway/execution/result-tree.ts",
    find: "target[ISSUES] = new Map([[name, issue]])",
    replace: "void issue",
  }),
  breaks(
    "2",
    "an entity with another key is taken",
    [DISHONEST],
    { file: EXECUTE, find: "String(cut[plan.key]) !== String(request.representation[plan.key])", replace: "request.targets.length === 0" },
    { file: CUT, find: "if (field.isIdentity && known !== undefined", replace: "if (fields.length === 0 && known !== undefined" },
  ),
  breaks("2", "a root about another data subject is taken", [DISHONEST], {
    file: EXECUTE,
    find: "value[key] !== variables[variable]",
    replace: "value[key] === variables",
  }),
  breaks("2", "an answer with another number of entities is taken", [DISHONEST], {
    file: EXECUTE,
    find: " || entities.length !== sent.length",
    replace: "",
  }),
  breaks("3", "a handle serves any entity", ["gateway/execution/barrier.test.ts"], {
    file: DECISIONS,
    find: "entity && entity.typeName === typeName && entity.key === key ? entity : null",
    replace: "(void [typeName, key], entity ?? null)",
  }),
  breaks(
    "4",
    "everything is sent, every boolean is true",
    [PROPERTY],
    { file: BARRIER, find: "booleans[protectedField.decisionKey] = permitted;", replace: "booleans[protectedField.decisionKey] = permitted || true;" },
    { file: BARRIER, find: WORTH_SENDING, replace: "return [plan, permissions].length > 0;" },
  ),
  breaks("4", "what is wholly withheld is asked for all the same", ["gateway/execution/execute-plan.test.ts"], {
    file: BARRIER,
    find: WORTH_SENDING,
    replace: "return [plan, permissions].length > 0;",
  }),
  breaks(
    "4",
    "the gateway does not null again",
    [PROPERTY],
    { file: EXECUTE, find: "if (!permitted) delete cut[name];", replace: "if (!permitted) continue;" },
    { file: EXECUTE, find: "else withhold(target, protectedField", replace: "else noteIssue(target, protectedField" },
  ),
  breaks("4", "owners who did not consent stay in the list", [PROPERTY], {
    file: EXECUTE,
    find: "isTreeObject(item) && isPermittedElement(",
    replace: "isTreeObject(item) || isPermittedElement(",
  }),
  breaks("5", "aliases reach the planner", [PROPERTY], {
    file: "gateway/document/rewrite.ts",
    find: 'const internalName = naming.nameOf(fieldName, String(definition.type), args, isMutation ? responseName : "");',
    replace: "const internalName = responseName;",
  }),
  breaks(
    "5",
    "plans are shared by different operations",
    ["gateway/plan/plan-cache.test.ts"],
    { file: PLANS, find: "plans.get(rewritten.hash)", replace: 'plans.get("plan")' },
    { file: PLANS, find: "plans.set(rewritten.hash, plan)", replace: 'plans.set("plan", plan)' },
  ),
  breaks("6", "answers are not cut", [ANSWERS], {
    file: CUT,
    find: "cut[field.storeAs] = cutValue(value, field, field.listDepth, meter);\n  }\n  return cut;",
    replace: "cut[field.storeAs] = cutValue(value, field, field.listDepth, meter);\n  }\n  return Object.assign(createTreeObject(), answer, cut);",
  }),
  breaks("7", "modes may be mixed", ["gateway/authorisation/authorise.test.ts"], {
    file: "gateway/authorisation/authorise.ts",
    find: "if (modes.length > 1)",
    replace: "if (modes.length > 99)",
  }),
  breaks("8", "every division is in scope", [PROPERTY], {
    file: "gateway/execution/signed-context.ts",
    find: "(grant?.divisions ?? [])",
    replace: '(grant ? ["*"] : [])',
  }),
  breaks("8", "every department learns who the caller is", ["gateway/execution/signed-context.test.ts"], {
    file: "gateway/execution/signed-context.ts",
    find: "...(subgraph === CONSENT_SUBGRAPH",
    replace: "...(subgraph !== CONSENT_SUBGRAPH + CONSENT_SUBGRAPH",
  }),
  breaks("9", "any code of a department is forwarded", [ANSWERS], {
    file: "gateway/execution/subgraph-errors.ts",
    find: "FORWARDED.has(extensions.code as ErrorCode)",
    replace: '(FORWARDED.size > 0 && typeof extensions.code === "string")',
  }),
  breaks("facts", "only one type of an interface is a fact", [PROPERTY], {
    file: "gateway/facts/collect-facts.ts",
    find: "for (const typeName of shape.possibleTypes) {",
    replace: "for (const typeName of [...shape.possibleTypes].slice(0, 1)) {",
  }),
  breaks("authorisation", "facts that the sharing grant does not cover pass", [PROPERTY], {
    file: "gateway/authorisation/authorise.ts",
    find: "if (refusals.length > 0)",
    replace: "if (refusals.length > 99)",
  }),
  breaks("decision", "another department's consent counts", [PROPERTY], {
    file: CONSENT,
    find: "record.department === caller.department",
    replace: "caller.department.length > 0",
  }),
  breaks("decision", "a consent that has ended counts", [PROPERTY], {
    file: CONSENT,
    find: 'return status === "GIVEN" &&',
    replace: "return status.length > 0 &&",
  }),
  breaks("decision", "a citizen sees all of another", [PROPERTY], {
    file: DECIDE,
    find: "(REFERRED_ITEMS.has(coordinate) ? REFERRED : FORBIDDEN)",
    replace: "(REFERRED_ITEMS.has(coordinate) ? REFERRED : SELF)",
  }),
  breaks("1", "nothing withholds", [PROPERTY], {
    file: BARRIER,
    find: "!permitted || issue !== null || elements !== null",
    replace: "permitted && issue !== null && elements !== null",
  }),
  breaks("7", "an announcement counts without end", ["consent/client/consent-watch.test.ts"], {
    file: "consent/client/consent-watch.ts",
    find: "heard && monotonic() - heard.askedAt <= leaseMs",
    replace: "heard && monotonic() >= heard.askedAt",
  }),
  breaks("7", "a gateway relies on what it has itself just changed", ["gateway/execution/create-sender.test.ts"], {
    file: "gateway/execution/create-sender.ts",
    find: 'if (isConsent && operation.startsWith("mutation")) onConsentMutation();',
    replace: "void [isConsent, onConsentMutation];",
  }),
  breaks("decision", "a statistic may name one person", ["consent/decide/compile-sharing.test.ts"], {
    file: "consent/decide/compile-sharing.ts",
    find: 'keys.has(coordinate) && mode !== "AGGREGATE" && modes.includes(mode)',
    replace: "keys.has(coordinate) && modes.length > 0",
  }),
  breaks("decision", "a consent to everything counts whoever asks and whenever", [PROPERTY], {
    file: DECIDE,
    find: "only && countsNow(only, question, now.getTime())",
    replace: "only && now && countsNow",
  }),
  breaks("6", "an answer grows without bound", [SIZE], {
    file: CUT,
    find: "meter.left -= values * meter.places;",
    replace: "meter.left -= values * 0;",
  }),
  breaks("6", "a list stands where one object is due", [SIZE], {
    file: CUT,
    find: "if (listDepth > 0) {",
    replace: "if (listDepth > 0 || Array.isArray(value)) {",
  }),
  breaks("1", "a value stands beside its department's error", [RECORDED], {
    file: "gateway/execution/subgraph-errors.ts",
    find: "holder[name] = null;",
    replace: "void [holder, name];",
  }),
  breaks("audit", "somebody whom the record cannot name is shown", [RECORDED], {
    file: "gateway/shaping/shape-result.ts",
    find: "if (keyField !== undefined && owner === null) return NOBODY;",
    replace: "if (keyField === null) return NOBODY;",
  }),
  breaks("audit", "a refusal names nobody on the record", [RECORDED], {
    file: "gateway/pipeline.ts",
    find: "named: requestFacts?.named ?? [],",
    replace: "named: requestFacts && answer ? requestFacts.named : [],",
  }),
  breaks("audit", "an answer leaves before its record is durable", ["gateway/pipeline.test.ts"], {
    file: "gateway/pipeline.ts",
    find: 'await record(exchange, parts, "ANSWERED", null);',
    replace: 'record(exchange, parts, "ANSWERED", null).catch(() => undefined);',
  }),
];

function breaks(rule: string, name: string, tests: readonly string[], ...edits: readonly Edit[]): Mutation {
  return { rule, name, tests, edits };
}
