import { parseArgs } from "node:util";
import { requireDevelopment } from "../development-only.js";
import { explainFailure } from "../process-life.js";
import { openRegisters } from "./open-registers.js";
import { seedRegisters } from "./load.js";
import { createProgress } from "./progress.js";

/** `npm run seed`: fills the four registers with invented people; never in production. */
async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  const { values } = parseArgs({
    options: {
      persons: { type: "string", default: "2000" },
      seed: { type: "string", default: "1" },
      "data-dir": { type: "string" },
      replace: { type: "boolean", default: false },
    },
  });
  const persons = Number(values.persons);
  const seed = Number(values.seed);
  if (!Number.isInteger(persons) || persons < 0 || !Number.isInteger(seed)) {
    console.error("Usage: npm run seed -- [--persons N] [--seed N] [--replace]   (whole numbers)");
    process.exit(2);
  }
  requireDevelopment(environment, "Inventing people is");
  const startedAt = Date.now();
  const registers = await openRegisters(environment.DATABASE_URL, values["data-dir"] ?? environment.DATA_DIR);
  const progress = createProgress("persons", persons);
  try {
    const others = values.replace ? "REPLACE" : "KEEP";
    const written = await seedRegisters(registers, { persons, seed }, progress.update, others).finally(progress.stop);
    console.log(written ? invented(persons, startedAt) : KEPT);
  } finally {
    for (const register of Object.values(registers)) await register.destroy();
  }
}

const KEPT = "The registers hold invented people already; nothing was changed. To have others in their place, add --replace.";

function invented(persons: number, startedAt: number): string {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  return `Invented ${persons} persons and their registers in ${seconds} s, at most ${peakMiB} MiB of memory.`;
}

main(process.env).catch(explainFailure);
