import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { errors, type Provider } from "oidc-provider";
import { accountNamed, DEVELOPMENT_ACCOUNTS } from "./accounts.js";

const MAX_FORM_BYTES = 4096;

/**
 * The page where a person signs in: an account of the list, and the secret of this start as everybody's password.
 * `GET` shows the form, `POST` takes it; the interaction is that of the browser's own cookie.
 */
export async function handleSignIn(provider: Provider, secret: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const interaction = await provider.interactionDetails(request, response);
    if (interaction.prompt.name !== "login") {
      await provider.interactionFinished(request, response, { error: "access_denied" });
      return;
    }
    if (request.method !== "POST") {
      answer(response, 200, form(interaction.params.client_id, ""));
      return;
    }
    const fields = new URLSearchParams(await readForm(request));
    const account = accountNamed(fields.get("account") ?? "");
    if (!account || !isSecret(fields.get("password") ?? "", secret)) {
      answer(response, 401, form(interaction.params.client_id, "Account or password is wrong."));
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: account.name, remember: false } });
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    answer(response, 400, "<p>Begin the sign-in again.</p>");
  }
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_FORM_BYTES) throw new errors.InvalidRequest("the form is too large");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function isSecret(password: string, secret: string): boolean {
  const [given, wanted] = [password, secret].map((text) => createHash("sha256").update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(given, wanted);
}

function form(clientId: unknown, message: string): string {
  const options = DEVELOPMENT_ACCOUNTS.filter((account) => account.clientId === clientId).map(({ name }) => `<option>${name}</option>`);
  return `<h1>Development sign-in</h1><p role="alert">${message}</p>
<form method="post"><label>Account <select name="account">${options.join("")}</select></label>
<label>Password <input name="password" type="password" autocomplete="off"></label><button>Sign in</button></form>`;
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  });
  response.end(`<!doctype html><html lang="en"><title>Development sign-in</title>${body}</html>`);
}
