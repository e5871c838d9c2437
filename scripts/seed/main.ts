import { parseArgs } from "node:util";
import { requireDevelopment } from "../development-only.js";
import { openRegisters } from "./open-registers.js";
import { RegistersInUse, seedRegisters } from "./load.js";
import { createProgress } from "./progress.js";

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
requireDevelopment(process.env, "Inventing people is");
const startedAt = Date.now();
const registers = await openRegisters(process.env.DATABASE_URL, values["data-dir"] ?? process.env.DATA_DIR);
const progress = createProgress("persons", persons);
try {
  const written = await seedRegisters(registers, { persons, seed }, progress.update, values.replace ? "REPLACE" : "KEEP");
  progress.stop();
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    written
      ? `Invented ${persons} persons and their registers in ${seconds} s, at most ${peakMiB} MiB of memory.`
      : "The registers hold invented people already; nothing was changed. To have others in their place, add --replace.",
  );
} catch (error) {
  progress.stop();
  if (!(error instanceof RegistersInUse)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const register of Object.values(registers)) await register.destroy();
}
