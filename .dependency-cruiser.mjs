/**
 * Who may import whom (docs: architecture, "Folders, and who may import whom"). `npm run lint` holds it, and
 * `scripts/testing/import-rules.test.ts` shows that it does.
 */

/** The gateway's files and folders in the order of a request's way: each may import those before it. */
const GATEWAY_STAGES = [
  "context.ts",
  "config.ts",
  "identity/",
  "document/",
  "graph.ts",
  "facts/",
  "authorisation/",
  "plan/",
  "decisions/",
  "execution/",
  "shaping/",
  "audit/",
];

/** Each folder, and what it may import of ours beside itself. Prefixes of paths. */
const MAY_IMPORT = {
  "consent/model/": [],
  "consent/decide/": ["consent/model/"],
  "consent/client/": ["consent/model/"],
  "consent/store/": ["consent/model/", "subgraphs/kit/database.ts", "subgraphs/kit/columns.ts", "subgraphs/kit/deadline.ts"],
  "consent/api/": ["consent/model/", "consent/store/", "subgraphs/kit/"],
  "subgraphs/kit/": ["consent/model/"],
  ...Object.fromEntries(
    ["population", "legal-entity", "geospatial", "licence"].map((department) => [`subgraphs/${department}/`, ["subgraphs/kit/", "consent/model/"]]),
  ),
  "gateway/": ["consent/model/", "consent/decide/", "consent/client/", "subgraphs/kit/database.ts"],
  "scripts/": ["consent/", "gateway/", "subgraphs/"],
};

/** A test may also import its part's other side, what is for tests. */
const TESTS_MAY_IMPORT = {
  "consent/": ["consent/", "subgraphs/kit/", "scripts/testing/"],
  "gateway/": ["gateway/", "consent/", "subgraphs/kit/", "scripts/testing/"],
  "subgraphs/": ["subgraphs/", "consent/model/", "scripts/testing/"],
};

const TESTS = "(\\.test\\.ts$|/testing/)";
const escaped = (path) => path.replaceAll(/[.]/g, "\\.");
const anyOf = (prefixes) => `^(${prefixes.map(escaped).join("|")})`;
const OURS = anyOf(["consent/", "gateway/", "subgraphs/", "scripts/"]);

const folderRules = Object.entries(MAY_IMPORT).map(([folder, others]) => ({
  name: `${folder} imports ${["only itself", ...others].join(", ")}`,
  severity: "error",
  from: { path: `^${folder}`, pathNot: TESTS },
  to: { path: OURS, pathNot: anyOf([folder, ...others]) },
}));

const testRules = Object.entries(TESTS_MAY_IMPORT).map(([folder, others]) => ({
  name: `tests in ${folder} import only ${others.join(", ")}`,
  severity: "error",
  from: { path: `^${folder}.*${TESTS}` },
  to: { path: OURS, pathNot: anyOf(others) },
}));

const stageRules = GATEWAY_STAGES.map((stage, place) => ({
  name: `gateway/${stage} imports only earlier stages`,
  severity: "error",
  from: { path: `^gateway/${escaped(stage)}`, pathNot: TESTS },
  to: { path: "^gateway/", pathNot: [anyOf(GATEWAY_STAGES.slice(0, place + 1).map((each) => `gateway/${each}`))] },
}));

export default {
  forbidden: [
    ...folderRules,
    ...testRules,
    ...stageRules,
    {
      name: "only the audit store opens a database in the gateway",
      severity: "error",
      from: { path: "^gateway/", pathNot: ["^gateway/audit/", TESTS] },
      to: { path: "^subgraphs/" },
    },
    {
      name: "nothing imports scripts; only tests import scripts/testing",
      severity: "error",
      from: { path: OURS, pathNot: [TESTS, "^scripts/"] },
      to: { path: "^scripts/" },
    },
    {
      name: "only tests and benchmarks import what is for tests",
      severity: "error",
      from: { path: OURS, pathNot: [TESTS, "^scripts/bench/"] },
      to: { path: "/testing/", pathNot: "^node_modules/" },
    },
    { name: "every import resolves", severity: "error", from: { pathNot: "/generated/" }, to: { couldNotResolve: true } },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|dist|data)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
