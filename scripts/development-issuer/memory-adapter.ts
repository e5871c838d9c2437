import { LRUCache } from "lru-cache";
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

const MAX_RECORDS = 10_000;
const DAY_SECONDS = 86_400;

/** Keeps an issuer's sessions and codes in this process: bounded, each to its expiry, and gone with the process. */
export function createMemoryAdapter(): AdapterFactory {
  const records = new LRUCache<string, AdapterPayload>({ max: MAX_RECORDS });
  return (model): Adapter => {
    const find = async (wanted: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> =>
      [...records.entries()].find(([key, payload]) => key.startsWith(`${model}:`) && wanted(payload))?.[1];
    return {
      upsert: async (id, payload, expiresIn = DAY_SECONDS) => void records.set(`${model}:${id}`, payload, { ttl: expiresIn * 1000 }),
      find: async (id) => records.get(`${model}:${id}`),
      findByUid: (uid) => find((payload) => payload.uid === uid),
      findByUserCode: (userCode) => find((payload) => payload.userCode === userCode),
      async consume(id) {
        const payload = records.get(`${model}:${id}`);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void records.delete(`${model}:${id}`),
      async revokeByGrantId(grantId) {
        for (const [key, payload] of [...records.entries()]) if (payload.grantId === grantId) records.delete(key);
      },
    };
  };
}
