import { describe, expect, it } from "vitest";
import { Refusal } from "../consent/model/errors.js";
import { describeError } from "./describe-error.js";

describe("what is logged of an error", () => {
  it("is the code of our own", () => {
    expect(describeError(new Refusal("QUOTA_EXCEEDED", { limit: "x" }))).toBe("QUOTA_EXCEEDED");
  });

  it("is the class of another and where it was thrown", () => {
    expect(describeError(new TypeError("of null"))).toMatch(/^TypeError at .*describe-error\.test\.ts:\d+:\d+/);
  });

  it.each(["11010519491231002X", "first\n    at 11010519491231002X (a.ts:1:2)\n    at 11010519491231002X (b.ts:1:2)", "\n\n11010519491231002X", ""])(
    "is nothing of the message %j",
    (message) => {
      const text = describeError(new Error(message));
      expect(text).not.toContain("11010519491231002X");
      expect(text).toContain("describe-error.test.ts");
    },
  );

  it("is no frame where the message was changed meanwhile, and nothing of what is no error", () => {
    const error = new Error("before");
    // The stack is made when it is first read, and stays.
    expect(error.stack).toContain("before");
    error.message = "11010519491231002X";
    expect(describeError(error)).toBe("Error");
    expect([describeError("11010519491231002X"), describeError(null), describeError({ message: "x" })]).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("takes no class name from the error itself", () => {
    const error = new Error("x");
    error.name = "11010519491231002X";
    expect(describeError(error)).not.toContain("11010519491231002X");
  });
});
