import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { requireDevelopment } from "../development-only.js";
import { issuerConfiguration } from "./configuration.js";
import { handleSignIn } from "./sign-in.js";

/** How a development issuer is started. */
export interface DevelopmentIssuerOptions {
  /** Nothing starts unless this is true; `npm start` says so, nothing else does. */
  readonly enabled: boolean;
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** `NODE_ENV` is read: nothing starts but in development, whatever `enabled` says. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For what is wrong inside; never a token. */
  readonly onError: (error: Error) => void;
}

/** A running development issuer. */
export interface DevelopmentIssuer {
  /** Its URL and the tokens' `iss`. */
  readonly issuer: string;
  /** Made at this start: whoever has it may sign in as anyone. */
  readonly secret: string;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/**
 * Starts the identity provider of development (graph.md, "How to call"): on the loopback address and no other, with keys
 * and a secret made now.
 * @throws Error when it is not enabled, anywhere but in development, or when the port is taken
 */
export async function startDevelopmentIssuer({ enabled, port, environment, onError }: DevelopmentIssuerOptions): Promise<DevelopmentIssuer> {
  if (!enabled) throw new Error("The development issuer is not enabled.");
  requireDevelopment(environment, "The development issuer is");
  const secret = randomBytes(32).toString("base64url");
  const configuration = await issuerConfiguration(secret);
  const server = createServer();
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  const issuer = `http://${HOST}:${taken}`;
  const provider = new Provider(issuer, configuration);
  provider.on("server_error", (_, error) => onError(error));
  const answerProvider = provider.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    // A page elsewhere that has its own name resolve to 127.0.0.1 comes with that name.
    if (request.headers.host !== `${HOST}:${taken}`) return void response.writeHead(421).end();
    if (!request.url?.startsWith("/interaction/")) return void answerProvider(request, response);
    handleSignIn(provider, secret, request, response).catch((error: unknown) => {
      onError(error instanceof Error ? error : new Error("the sign-in failed"));
      response.writeHead(500).end();
    });
  });
  return {
    issuer,
    secret,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
}
