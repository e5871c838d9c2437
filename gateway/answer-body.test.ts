import { describe, expect, it } from "vitest";
import { ERRORS, Refusal } from "../consent/model/errors.js";
import { answerBody, answerText, errorOf } from "./answer-body.js";

describe("the body of an answer", () => {
  it("has data and the record's name, and neither errors nor withheld when there are none", () => {
    expect(answerBody({ dataText: '{"a":1}', errors: [], withheld: [], auditId: "r" })).toEqual({
      status: 200,
      dataText: '{"a":1}',
      extensions: { assent: { auditId: "r" } },
    });
  });

  it("has errors and what is withheld", () => {
    const errors = [{ message: "m", path: ["a"], extensions: { code: "CONSENT_REQUIRED" as const, coordinate: "Person.phone" } }];
    const withheld = [{ coordinate: "Person.phone", code: "CONSENT_REQUIRED" as const, paths: ["a"] }];
    expect(answerBody({ dataText: "null", errors, withheld, auditId: "r" })).toEqual({
      status: 200,
      errors,
      dataText: "null",
      extensions: { assent: { auditId: "r", withheld } },
    });
  });
});

describe("the text of an answer", () => {
  it("is JSON around the text of its data", () => {
    const answer = { errors: [{ message: "m" }], extensions: { assent: { auditId: "r" } } };
    expect(JSON.parse(answerText({ ...answer, dataText: '{"a":"\\""}' }))).toEqual({ ...answer, data: { a: '"' } });
    expect(answerText({ dataText: "null" })).toBe('{"data":null}');
    expect(JSON.parse(answerText(answer))).toEqual(answer);
  });
});

describe("the body of a refusal", () => {
  it("has the catalogue's status and message, the code and the refusal's details, and no data", () => {
    const body = answerBody({ refusal: new Refusal("QUOTA_EXCEEDED", { limit: "l", max: 3 }), auditId: "r" });
    expect(body).toEqual({
      status: 429,
      errors: [{ message: ERRORS.QUOTA_EXCEEDED.message, extensions: { code: "QUOTA_EXCEEDED", limit: "l", max: 3 } }],
      extensions: { assent: { auditId: "r" } },
    });
    expect(body).not.toHaveProperty("dataText");
  });

  it("is 503 for a code that otherwise stands beside data", () => {
    expect(answerBody({ refusal: new Refusal("DECISION_UNAVAILABLE"), auditId: "r" }).status).toBe(503);
  });

  it("names no record when there is none", () => {
    expect(answerBody({ refusal: new Refusal("AUDIT_UNAVAILABLE"), auditId: null })).not.toHaveProperty("extensions");
  });

  it("puts locations where GraphQL has them", () => {
    expect(errorOf(new Refusal("GRAPHQL_PARSE_FAILED", { locations: [{ line: 1, column: 2 }] }))).toEqual({
      message: ERRORS.GRAPHQL_PARSE_FAILED.message,
      locations: [{ line: 1, column: 2 }],
      extensions: { code: "GRAPHQL_PARSE_FAILED" },
    });
  });
});
