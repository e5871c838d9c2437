import { createHash, randomBytes } from "node:crypto";
import { type DevelopmentAccount, serviceClientOf } from "./accounts.js";
import type { RunningStart } from "./run-file.js";
import { REDIRECT_URI, SCOPE } from "./terms.js";

const MAX_REDIRECTS = 5;

/** A request of the sign-in, with the cookies of those before it. */
type Send = (url: string, form?: URLSearchParams) => Promise<Response>;

/**
 * Signs in as a person, as a browser would: authorization request, the form of the sign-in page, authorization code, token
 * (RFC 6749, section 4.1, with PKCE, RFC 7636).
 * @returns an access token
 * @throws Error when the issuer does not answer or does not let the account in
 */
export async function requestPersonToken(account: DevelopmentAccount, { issuer, secret }: RunningStart): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const send = withCookies(fetch);
  const query = new URLSearchParams({
    client_id: account.clientId,
    response_type: "code",
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  let response = await send(`${issuer}/auth?${query}`);
  for (let redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
    const location = response.headers.get("location");
    if (!location) break;
    const target = new URL(location, issuer);
    if (target.href.startsWith(`${REDIRECT_URI}?`)) {
      const code = target.searchParams.get("code");
      if (!code) break;
      return tokenOf(
        send,
        issuer,
        new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: REDIRECT_URI, client_id: account.clientId, code_verifier: verifier }),
      );
    }
    const form = target.pathname.startsWith("/interaction/") ? new URLSearchParams({ account: account.name, password: secret }) : undefined;
    response = await send(target.href, form);
  }
  throw new Error("the issuer does not let this account in");
}

/**
 * Asks for a token for an application itself, without a person (RFC 6749, section 4.4).
 * @throws Error for an account that is no application's, and when the issuer does not answer
 */
export async function requestServiceToken(account: DevelopmentAccount, { issuer, secret }: RunningStart): Promise<string> {
  const client = serviceClientOf(account);
  if (!client) throw new Error("this account is no application's");
  const authorization = `Basic ${Buffer.from(`${client}:${secret}`).toString("base64")}`;
  const send: Send = (url, body) => fetch(url, { method: "POST", headers: { authorization }, ...(body ? { body } : {}) });
  return tokenOf(send, issuer, new URLSearchParams({ grant_type: "client_credentials", scope: SCOPE }));
}

async function tokenOf(send: Send, issuer: string, form: URLSearchParams): Promise<string> {
  const response = await send(`${issuer}/token`, form);
  const answer: unknown = await response.json().catch(() => null);
  const token = typeof answer === "object" && answer !== null && "access_token" in answer ? answer.access_token : null;
  if (typeof token !== "string") throw new Error("the issuer gives no token");
  return token;
}

/** A browser's memory for one sign-in. */
function withCookies(fetcher: typeof fetch): Send {
  const cookies = new Map<string, string>();
  return async (url, form) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetcher(url, { redirect: "manual", headers: { cookie }, ...(form ? { method: "POST", body: form } : {}) });
    for (const header of response.headers.getSetCookie()) {
      const [name, value] = (header.split(";")[0] as string).split(/=(.*)/s) as [string, string];
      cookies.set(name, value);
    }
    return response;
  };
}
