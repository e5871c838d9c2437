import { readTrustedClients } from "../gateway/identity/trusted-clients.js";
import { departmentDefinitions } from "./departments.js";
import { openKeys } from "./keys.js";
import { explainFailure, logProblem, stopOnSignals } from "./process-life.js";
import { type ServiceOptions, startGatewayService, startSubgraph } from "./services.js";

/**
 * `node dist/scripts/service.js <name>`: one service as its own process, as in production: `gateway`, a department's subgraph
 * or `consent`. Every key comes from a file that a variable names (docs/operations.md); none is made here.
 */
async function startService(name: string | undefined, environment: NodeJS.ProcessEnv): Promise<void> {
  const definitions = await departmentDefinitions();
  const keys = openKeys({ directory: "", environment, development: false });
  const options: ServiceOptions = { environment, keys, fixedPorts: true, log: logProblem };
  const running = await startNamed();
  stopOnSignals(running.close);
  console.log(`${name} answers at ${running.url}`);

  function startNamed(): Promise<{ readonly url: string; close(): Promise<void> }> {
    if (name === "gateway") return startGatewayService(options, readTrustedClients(required(environment, "TRUSTED_CLIENTS")));
    const definition = definitions.find((each) => each.name === name);
    if (!definition) throw new Error(`Usage: node dist/scripts/service.js gateway|${definitions.map((each) => each.name).join("|")}`);
    return startSubgraph(definition, options, environment.HOST);
  }
}

function required(environment: NodeJS.ProcessEnv, variable: string): string {
  const value = environment[variable];
  if (!value) throw new Error(`${variable} is not set.`);
  return value;
}

startService(process.argv[2], process.env).catch(explainFailure);
