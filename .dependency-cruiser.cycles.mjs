import rules from "./.dependency-cruiser.mjs";

/**
 * No cycles of folders, in what runs: a test stands beside what it tests and imports whatever it likes of its own part.
 * Cycles of files are biome's (`noImportCycles`), which tells types from values.
 */
export default {
  forbidden: [{ name: "no cycles of folders", severity: "error", scope: "folder", from: {}, to: { circular: true } }],
  options: { ...rules.options, exclude: { path: ["(^|/)(node_modules|dist|data)/", "\\.test\\.ts$", "/testing/"] } },
};
