import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Sources are tested as they are. `graphql` has two builds; everything must meet in one of them. */
export default defineConfig({
  resolve: {
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(new URL("node_modules/graphql/index.js", import.meta.url)) }],
  },
  test: {
    include: ["{consent,gateway,scripts,subgraphs}/**/*.test.ts"],
    globalSetup: ["scripts/testing/mariadb.ts"],
    reporters: ["default", "./scripts/testing/closing-line-reporter.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
