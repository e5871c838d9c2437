const DEVELOPMENT = new Set([undefined, "", "development", "test"]);

/** Whom a gateway trusts, and the keys of an installation: who has set one of these works on a real one. */
const OF_PRODUCTION = /^(TRUSTED_CLIENTS|\w+_KEYS?_FILE)$/;

/**
 * Refuses to go on anywhere but in development: what invents people, keys or identities must never meet real ones.
 * @param what begins the sentence of the error
 * @throws Error unless NODE_ENV is not set, `development` or `test`, and no variable is set that only production has
 */
export function requireDevelopment(environment: Readonly<Record<string, string | undefined>>, what: string): void {
  if (!DEVELOPMENT.has(environment.NODE_ENV))
    throw new Error(`${what} only for development: NODE_ENV must not be set, or be "development". See docs/operations.md for production.`);
  const ofProduction = Object.keys(environment).filter((name) => OF_PRODUCTION.test(name) && environment[name]);
  if (ofProduction.length > 0)
    throw new Error(`${what} only for development: unset ${ofProduction.sort().join(", ")}, or see docs/operations.md for production.`);
}
