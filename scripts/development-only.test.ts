import { expect, it } from "vitest";
import { requireDevelopment } from "./development-only.js";

it.each([undefined, "", "development", "test"])("lets development go on with NODE_ENV=%j", (NODE_ENV) => {
  expect(() => requireDevelopment({ NODE_ENV }, "This is")).not.toThrow();
});

it.each(["production", "Production", "production ", "prod", "staging"])("refuses NODE_ENV=%j, and says what to do", (NODE_ENV) => {
  expect(() => requireDevelopment({ NODE_ENV }, "This is")).toThrow("This is only for development: NODE_ENV must not be set");
});
