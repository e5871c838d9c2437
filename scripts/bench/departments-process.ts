import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { honestDepartment } from "../../gateway/testing/department.js";
import { DEPARTMENT_NAMES, type DepartmentName } from "../../gateway/testing/test-schemas.js";
import { startConsentService } from "./consent-service.js";
import { WORLD } from "./questions.js";
import { readBenchKeys } from "./token.js";

/**
 * The departments of the benchmark, in a process of their own: fixed data, and each answer kept by its question, so that
 * what is measured is the gateway. They ignore decisions: the ungoverned gateways send none.
 */
const departments = new Map(DEPARTMENT_NAMES.map((name) => [name, honestDepartment(name, { world: WORLD, obeysDecisions: false, represents: new Map() })]));
const answers = new Map<string, string>();

async function answerOf(name: DepartmentName, body: string): Promise<string> {
  const key = `${name} ${body}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const department = departments.get(name);
  const context = {
    requestId: "",
    role: "application",
    department: null,
    application: null,
    scenario: null,
    case: null,
    mode: "QUERY",
    grant: null,
    divisions: ["540000"],
    unmasked: [],
  } as const;
  const answer = JSON.stringify(await department?.({ query, variables: variables ?? {}, context }));
  if (answers.size < 10_000) answers.set(key, answer);
  return answer;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const name = (request.url ?? "").slice(1) as DepartmentName;
    void answerOf(name, Buffer.concat(chunks).toString()).then((text) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
    });
  });
});
server.keepAliveTimeout = 60_000;
const consent = await startConsentService(readBenchKeys(process.env), process.env.BENCH_CONSENT_DATABASE);
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port, consentUrl: consent.url }));
process.on("message", ({ withdraw }: { readonly withdraw: number }) => {
  void consent.withdraw(withdraw).then(() => process.send?.({ withdrawn: withdraw }));
});
process.on("disconnect", () => process.exit(0));
