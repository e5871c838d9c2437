/** One place of a source file that a mutation breaks: the text must stand there exactly once. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A way to break a rule on purpose. */
export interface Mutation {
  readonly name: string;
  /** Rule of architecture.md, "Rules that hold everywhere". */
  readonly rule: string;
  readonly edits: readonly Edit[];
  /** Test files of which one at least must fail. */
  readonly tests: readonly string[];
}

const PROPERTY = "gateway/property.test.ts";
const DISHONEST = "gateway/dishonest.test.ts";
const BARRIER = "gateway/execution/barrier.ts";
const EXECUTE = "gateway/execution/execute-plan.ts";
const CONSENT = "consent/decide/consent-verdict.ts";
const DECISIONS = "gateway/decisions/decision-table.ts";

/** Every mutation. Where two lines hold the same rule, the mutation takes both: each alone would rightly survive. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: "every verdict permits",
    rule: "1",
    edits: [{ file: DECISIONS, find: "if (!entity || entity.decisions.length === 0 || items.length === 0) return UNAVAILABLE;", replace: 'if (items) return { permitted: true, basis: "SELF" };\n  if (!entity) return UNAVAILABLE;' }],
    tests: [PROPERTY],
  },
  {
    name: "one data subject's word counts for all",
    rule: "1",
    edits: [{ file: DECISIONS, find: "for (const decision of entity.decisions) {", replace: "for (const decision of entity.decisions.slice(0, 1)) {" }],
    tests: [PROPERTY],
  },
  {
    name: "no error says why a field is null",
    rule: "1",
    edits: [{ file: "gateway/execution/result-tree.ts", find: "target[ISSUES] = new Map([[name, issue]])", replace: "void issue" }],
    tests: [PROPERTY],
  },
  {
    name: "an entity with another key is taken",
    rule: "2",
    edits: [
      { file: EXECUTE, find: "if (plan.key !== null && String(cut[plan.key]) !== String(request.representation[plan.key])) throw new AnswerMismatch();", replace: "" },
      { file: "gateway/execution/cut-answer.ts", find: "if (field.isIdentity && known !== undefined", replace: "if (false && field.isIdentity && known !== undefined" },
    ],
    tests: [DISHONEST],
  },
  {
    name: "a root about another data subject is taken",
    rule: "2",
    edits: [{ file: EXECUTE, find: "if (isTreeObject(value) && value[key] !== variables[variable]) {", replace: "if (isTreeObject(value) && variables === undefined) {" }],
    tests: [DISHONEST],
  },
  {
    name: "an answer with another number of entities is taken",
    rule: "2",
    edits: [{ file: EXECUTE, find: " || entities.length !== sent.length", replace: "" }],
    tests: [DISHONEST],
  },
  {
    name: "a handle serves any entity",
    rule: "3",
    edits: [{ file: DECISIONS, find: "entity && entity.typeName === typeName && entity.key === key ? entity : null", replace: "(void [typeName, key], entity ?? null)" }],
    tests: ["gateway/execution/barrier.test.ts"],
  },
  {
    name: "everything is sent, every boolean is true",
    rule: "4",
    edits: [
      { file: BARRIER, find: "booleans[protectedField.decisionKey] = permitted;", replace: "booleans[protectedField.decisionKey] = permitted || true;" },
      { file: BARRIER, find: "return plan.hasOpenFields || permissions.some(({ permitted }) => permitted);", replace: "return [plan, permissions].length > 0;" },
    ],
    tests: [PROPERTY],
  },
  {
    name: "what is wholly withheld is asked for all the same",
    rule: "4",
    edits: [{ file: BARRIER, find: "return plan.hasOpenFields || permissions.some(({ permitted }) => permitted);", replace: "return [plan, permissions].length > 0;" }],
    tests: ["gateway/execution/execute-plan.test.ts"],
  },
  {
    name: "the gateway does not null again",
    rule: "4",
    edits: [
      { file: EXECUTE, find: "if (!permitted) delete cut[name];", replace: "if (!permitted) continue;" },
      { file: EXECUTE, find: "else withhold(target, protectedField.field.storeAs, issue);", replace: "else noteIssue(target, protectedField.field.storeAs, issue);" },
    ],
    tests: [PROPERTY],
  },
  {
    name: "owners who did not consent stay in the list",
    rule: "4",
    edits: [{ file: EXECUTE, find: "isTreeObject(item) && isPermittedElement(item, elements as ReadonlySet<string>)", replace: "isTreeObject(item) || isPermittedElement(item, elements as ReadonlySet<string>)" }],
    tests: [PROPERTY],
  },
  {
    name: "aliases reach the planner",
    rule: "5",
    edits: [{ file: "gateway/document/rewrite.ts", find: "const internalName = naming.nameOf(fieldName, String(definition.type), args);", replace: "const internalName = responseName;" }],
    tests: [PROPERTY],
  },
  {
    name: "plans are shared by different operations",
    rule: "5",
    edits: [
      { file: "gateway/plan/plan-cache.ts", find: "plans.get(rewritten.hash)", replace: 'plans.get("plan")' },
      { file: "gateway/plan/plan-cache.ts", find: "plans.set(rewritten.hash, plan)", replace: 'plans.set("plan", plan)' },
    ],
    tests: ["gateway/plan/plan-cache.test.ts"],
  },
  {
    name: "answers are not cut",
    rule: "6",
    edits: [{ file: "gateway/execution/cut-answer.ts", find: "cut[field.storeAs] = cutValue(value, field);\n  }\n  return cut;", replace: "cut[field.storeAs] = cutValue(value, field);\n  }\n  return Object.assign(createTreeObject(), answer, cut);" }],
    tests: [DISHONEST],
  },
  {
    name: "modes may be mixed",
    rule: "7",
    edits: [{ file: "gateway/authorisation/authorise.ts", find: "if (modes.length > 1)", replace: "if (modes.length > 99)" }],
    tests: ["gateway/authorisation/authorise.test.ts"],
  },
  {
    name: "facts that the sharing grant does not cover pass",
    rule: "static authorisation",
    edits: [{ file: "gateway/authorisation/authorise.ts", find: "if (refusals.length > 0)", replace: "if (refusals.length > 99)" }],
    tests: [PROPERTY],
  },
  {
    name: "only one type of an interface is a fact",
    rule: "operation facts",
    edits: [{ file: "gateway/facts/collect-facts.ts", find: "for (const typeName of shape.possibleTypes) {", replace: "for (const typeName of [...shape.possibleTypes].slice(0, 1)) {" }],
    tests: [PROPERTY, "gateway/facts/collect-facts.test.ts"],
  },
  {
    name: "every department learns who the caller is",
    rule: "8",
    edits: [{ file: "gateway/execution/signed-context.ts", find: "...(subgraph === CONSENT_SUBGRAPH", replace: "...(subgraph !== CONSENT_SUBGRAPH + CONSENT_SUBGRAPH" }],
    tests: ["gateway/execution/signed-context.test.ts"],
  },
  {
    name: "any code of a department is forwarded",
    rule: "9",
    edits: [{ file: "gateway/execution/subgraph-errors.ts", find: "FORWARDED.has(extensions.code as ErrorCode)", replace: "(FORWARDED.size > 0 && typeof extensions.code === \"string\")" }],
    tests: [DISHONEST],
  },
  {
    name: "an answer leaves before its record is durable",
    rule: "audit",
    edits: [{ file: "gateway/pipeline.ts", find: 'await record(exchange, parts, "ANSWERED", null);', replace: 'record(exchange, parts, "ANSWERED", null).catch(() => undefined);' }],
    tests: ["gateway/pipeline.test.ts"],
  },
  {
    name: "another department's consent counts",
    rule: "decision",
    edits: [{ file: CONSENT, find: "record.department === caller.department", replace: "caller.department.length > 0" }],
    tests: [PROPERTY],
  },
  {
    name: "a consent that has ended counts",
    rule: "decision",
    edits: [{ file: CONSENT, find: 'record.status === "GIVEN" &&', replace: "record.status.length > 0 &&" }],
    tests: [PROPERTY],
  },
  {
    name: "a citizen sees all of another",
    rule: "decision",
    edits: [{ file: "consent/decide/decide.ts", find: "(REFERRED_ITEMS.has(coordinate) ? REFERRED : FORBIDDEN)", replace: "(REFERRED_ITEMS.has(coordinate) ? REFERRED : SELF)" }],
    tests: [PROPERTY],
  },
];
