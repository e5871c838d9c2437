const DEVELOPMENT = new Set([undefined, "", "development", "test"]);

/**
 * Refuses to go on anywhere but in development: what invents people, keys or identities must never meet real ones.
 * @param what begins the sentence of the error
 * @throws Error unless NODE_ENV is not set, `development` or `test`
 */
export function requireDevelopment({ NODE_ENV }: Readonly<Record<string, string | undefined>>, what: string): void {
  if (DEVELOPMENT.has(NODE_ENV)) return;
  throw new Error(`${what} only for development: NODE_ENV must not be set, or be "development". See docs/operations.md for production.`);
}
