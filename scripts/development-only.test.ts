import { expect, it } from "vitest";
import { requireDevelopment } from "./development-only.js";

it.each([undefined, "", "development", "test"])("lets development go on with NODE_ENV=%j", (NODE_ENV) => {
  expect(() => requireDevelopment({ NODE_ENV }, "This is")).not.toThrow();
});

it.each(["production", "Production", "production ", "prod", "staging"])("refuses NODE_ENV=%j, and says what to do", (NODE_ENV) => {
  expect(() => requireDevelopment({ NODE_ENV }, "This is")).toThrow("This is only for development: NODE_ENV must not be set");
});

it.each(["TRUSTED_CLIENTS", "GATEWAY_SIGNING_KEY_FILE", "GATEWAY_PUBLIC_KEYS_FILE", "LICENCE_CURSOR_KEY_FILE"])("refuses %s, and says to unset it", (name) => {
  expect(() => requireDevelopment({ [name]: "x", DATA_DIR: "data" }, "This is")).toThrow(`This is only for development: unset ${name}, or see`);
  expect(() => requireDevelopment({ [name]: "x", NODE_ENV: "development" }, "This is")).toThrow(name);
  expect(() => requireDevelopment({ [name]: "" }, "This is")).not.toThrow();
});

it("lets a database server be tried", () => {
  expect(() => requireDevelopment({ DATABASE_URL: "mysql://assent:secret@127.0.0.1:3306", DATA_DIR: "data", PORT: "4000" }, "This is")).not.toThrow();
});
