import { startExecutionOnly } from "./execution-only.js";
import { startGoverned } from "./governed.js";
import { startPeer } from "./peers.js";
import { governedSupergraph, plainSupergraph } from "./plain-graph.js";
import { readBenchKeys } from "./token.js";
import type { Variant } from "./variants.js";

/** One gateway in a process of its own: says its port, then what it has used whenever it is asked. */
const [variant, departments, consent] = process.argv.slice(2) as [Variant, string, string];

async function start(): Promise<number> {
  switch (variant) {
    case "apollo-shipped":
      return startPeer(plainSupergraph(departments), "shipped");
    case "apollo-undici":
      return startPeer(plainSupergraph(departments), "undici");
    case "apollo-permitting":
      return startPeer(governedSupergraph(departments), "undici");
    case "assent-plain":
      return startExecutionOnly(plainSupergraph(departments), departments, false);
    case "assent-permitting":
      return startExecutionOnly(governedSupergraph(departments), departments, true);
    case "assent":
      return startGoverned(governedSupergraph(departments), departments, consent, readBenchKeys(process.env));
    default:
      throw new Error(`unknown variant ${String(variant)}`);
  }
}

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 });
});
process.on("disconnect", () => process.exit(0));
process.send?.({ port: await start() });
