import type { Role } from "../../consent/model/caller.js";
import { readTrustedClients, type TrustedIssuer } from "../../gateway/identity/trusted-clients.js";
import { DEVELOPMENT_ACCOUNTS, serviceClientOf } from "./accounts.js";
import { DEVELOPMENT_AUDIENCE } from "./terms.js";

/**
 * What `TRUSTED_CLIENTS` would say of the development issuer: each of its clients with the roles of its accounts, and
 * departments' applications with their own department only.
 * @param issuer its URL
 */
export function developmentTrust(issuer: string): readonly TrustedIssuer[] {
  const clients = new Map<string, { roles: Set<Role>; departments: Set<string> }>();
  for (const account of DEVELOPMENT_ACCOUNTS) {
    for (const clientId of [account.clientId, serviceClientOf(account)]) {
      if (clientId === null) continue;
      const client = clients.get(clientId) ?? { roles: new Set(), departments: new Set() };
      clients.set(clientId, client);
      client.roles.add(account.role);
      if (account.department) client.departments.add(account.department);
    }
  }
  const listed = [...clients].map(([id, { roles, departments }]) => [id, { roles: [...roles], departments: [...departments] }]);
  return readTrustedClients(JSON.stringify([{ issuer, jwksUri: `${issuer}/jwks`, audience: DEVELOPMENT_AUDIENCE, clients: Object.fromEntries(listed) }]));
}
