import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { type ClientMetadata, type Configuration, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import { CAST } from "../seed/cast.js";
import { accountNamed, DEVELOPMENT_ACCOUNTS, type DevelopmentAccount, serviceClientOf } from "./accounts.js";
import { createMemoryAdapter } from "./memory-adapter.js";
import { DEVELOPMENT_AUDIENCE, REDIRECT_URI, SCOPE } from "./terms.js";

const TOKEN_SECONDS = 3600;
const SESSION_SECONDS = 600;

/**
 * The development issuer's configuration for oidc-provider: JWT access tokens (RFC 9068) for the gateway alone, signed with
 * a key made now; persons sign in by the authorization code with PKCE; applications without a person have a client of
 * their own, whose tokens bear no operator.
 * @param secret of this start: the applications' client secret
 */
export async function issuerConfiguration(secret: string): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const resourceServer = {
    scope: SCOPE,
    audience: DEVELOPMENT_AUDIENCE,
    accessTokenTTL: TOKEN_SECONDS,
    accessTokenFormat: "jwt",
    jwt: { sign: { alg: "EdDSA" } },
  } as const;
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "EdDSA", use: "sig" }] },
    clients: clients(secret),
    clientDefaults: { id_token_signed_response_alg: "EdDSA" },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    enabledJWA: { idTokenSigningAlgValues: ["EdDSA"] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => DEVELOPMENT_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, indicator) => {
          if (indicator !== DEVELOPMENT_AUDIENCE) throw new Error("there is one resource here");
          return resourceServer;
        },
      },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}`, policy: signInOnly() },
    findAccount: (_, sub) => (accountNamed(sub) ? { accountId: sub, claims: () => ({ sub }) } : undefined),
    loadExistingGrant: grantScope,
    extraTokenClaims: (context, token) => {
      if (token.kind === "ClientCredentials") return serviceClaims(token.clientId);
      const account = accountNamed(token.accountId);
      return account ? personClaims(account, context.oidc.entities.AuthorizationCode?.authTime) : undefined;
    },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      ClientCredentials: TOKEN_SECONDS,
      AuthorizationCode: 60,
      Grant: SESSION_SECONDS,
      Interaction: SESSION_SECONDS,
      Session: SESSION_SECONDS,
      IdToken: 60,
    },
  };
}

/** Every token takes a sign-in with the password, so nobody is asked again whether this native client may have it. */
function signInOnly(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.get("consent")?.checks.remove("native_client_prompt");
  return policy;
}

function clients(secret: string): ClientMetadata[] {
  const interactive = new Set(DEVELOPMENT_ACCOUNTS.map(({ clientId }) => clientId));
  const services = DEVELOPMENT_ACCOUNTS.flatMap((account) => serviceClientOf(account) ?? []);
  return [
    ...[...interactive].map(
      (client_id): ClientMetadata => ({
        client_id,
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code"],
        response_types: ["code"],
        redirect_uris: [REDIRECT_URI],
      }),
    ),
    ...services.map(
      (client_id): ClientMetadata => ({ client_id, client_secret: secret, grant_types: ["client_credentials"], response_types: [], redirect_uris: [] }),
    ),
  ];
}

/** These clients are the platform's own: who signs in is not asked for each scope. */
async function grantScope({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId || !mayUse(session.accountId, client.clientId)) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addResourceScope(DEVELOPMENT_AUDIENCE, SCOPE);
  await grant.save();
  return grant;
}

/** Whether a person works with a client: a caseworker does with one application. */
function mayUse(accountName: string, clientId: string): boolean {
  return accountNamed(accountName)?.clientId === clientId;
}

function serviceClaims(clientId: string | undefined): Record<string, unknown> | undefined {
  const account = DEVELOPMENT_ACCOUNTS.find((candidate) => serviceClientOf(candidate) === clientId);
  return account && { role: account.role, department: account.department, application: account.application };
}

function personClaims({ name, role, department, application, castMember }: DevelopmentAccount, signedInAt: number | undefined): Record<string, unknown> {
  return {
    role,
    auth_time: signedInAt,
    ...(department ? { department } : {}),
    ...(application ? { application, operator: name } : {}),
    ...(castMember ? { id_number: CAST[castMember] } : {}),
  };
}
