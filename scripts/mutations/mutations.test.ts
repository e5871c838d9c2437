import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MUTATIONS } from "./mutations.js";

describe("the mutations of `npm run check:mutations` still apply", () => {
  it.each(MUTATIONS)("$rule: $name", ({ edits, tests }) => {
    for (const { file, find } of edits) expect({ file, times: readFileSync(file, "utf8").split(find).length - 1 }).toEqual({ file, times: 1 });
    for (const test of tests) expect({ test, exists: existsSync(test) }).toEqual({ test, exists: true });
  });
});
