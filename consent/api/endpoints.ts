import { randomUUID } from "node:crypto";
import type { DataSource } from "typeorm";
import { z } from "zod";
import type { Endpoint } from "../../subgraphs/kit/server.js";
import {
  CHANGES_PATH,
  type ChangeVersions,
  LOOK_UP_PATH,
  type LookUp,
  type LookUpAnswers,
  MAX_CHANGE_WAIT_MS,
  MAX_DATA_SUBJECTS,
  SNAPSHOT_PATH,
  type SnapshotAnswer,
} from "../model/consent-wire.js";
import { type CaseUseKey, type DataSubjectKey, isCaseUseKey, isDataSubjectKey } from "../model/data-subject.js";
import { Refusal } from "../model/errors.js";
import type { SignedContext } from "../model/signed-context.js";
import { registerCaseUse } from "../store/case-uses.js";
import { type ChangeWatch, createChangeWatch } from "../store/change-watch.js";
import { lookUpConsents, readConsentVersion } from "../store/consent-look-up.js";
import { reserveUses, settleUses } from "../store/one-time-uses.js";
import { readGrantSnapshot } from "../store/sharing-grants.js";
import { readStandings } from "../store/standings.js";

const name = (length: number) => z.string().min(1).max(length);
const keys = <Key extends CaseUseKey>(isKey: (value: string) => boolean) =>
  z
    .array(z.custom<Key>((value) => typeof value === "string" && isKey(value)))
    .min(1)
    .max(MAX_DATA_SUBJECTS);
const dataSubjects = keys<DataSubjectKey>(isDataSubjectKey);

const LOOK_UP = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("CONSENTS"), department: name(18), scenario: name(64), dataSubjects }),
  z.strictObject({ kind: z.literal("CONSENT_VERSION") }),
  z.strictObject({ kind: z.literal("STANDINGS"), idNumber: z.string().regex(/^[0-9A-Z]{1,18}$/) }),
  z.strictObject({ kind: z.literal("RESERVE_USES"), request: name(36), consents: z.array(name(36)).min(1).max(MAX_DATA_SUBJECTS) }),
  z.strictObject({ kind: z.literal("SETTLE_USES"), request: name(36), used: z.boolean() }),
  z.strictObject({
    kind: z.literal("CASE_USE"),
    department: name(18),
    scenario: name(64),
    case: name(128),
    dataSubjects: keys<CaseUseKey>(isCaseUseKey),
    max: z.int().min(1).max(1_000_000),
  }),
]);

const SNAPSHOT = z.strictObject({ knownVersion: z.int().nullable() });

const CHANGES = z.strictObject({
  known: z.strictObject({ grants: z.int(), consents: z.int() }).nullable(),
  waitMs: z.int().min(0).max(MAX_CHANGE_WAIT_MS),
});

/**
 * What gateways ask outside GraphQL (`consent-wire.ts`), each in one SQL statement a table. Only a gateway on nobody's
 * behalf may ask: a request that acts for somebody is refused here.
 */
export function consentEndpoints(clock: () => Date): Readonly<Record<string, Endpoint>> {
  const watches = new WeakMap<DataSource, ChangeWatch>();
  return {
    [CHANGES_PATH]: (body, caller, database): Promise<ChangeVersions> => {
      const { known, waitMs } = parsed(CHANGES, body, caller);
      const watch = watches.get(database) ?? createChangeWatch(database);
      watches.set(database, watch);
      return watch.changes(known, waitMs);
    },
    [LOOK_UP_PATH]: (body, caller, database) => answerLookUp(parsed(LOOK_UP, body, caller), database, clock()),
    [SNAPSHOT_PATH]: async (body, caller, database): Promise<SnapshotAnswer> => {
      const { knownVersion } = parsed(SNAPSHOT, body, caller);
      const snapshot = await readGrantSnapshot(database, knownVersion);
      if (!snapshot) return { version: knownVersion ?? 0, grants: null };
      const grants = snapshot.grants.map((grant) => ({ ...grant, validFrom: grant.validFrom.toISOString(), validUntil: grant.validUntil.toISOString() }));
      return { version: snapshot.version, grants };
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown, { role }: SignedContext): T {
  if (role !== "platform") throw new Refusal("FORBIDDEN");
  const { success, data } = schema.safeParse(body);
  if (!success) throw new Refusal("BAD_REQUEST");
  return data as T;
}

async function answerLookUp(lookUp: LookUp, database: DataSource, now: Date): Promise<LookUpAnswers[LookUp["kind"]]> {
  switch (lookUp.kind) {
    case "CONSENTS": {
      const { department, scenario } = lookUp;
      // The version first: a change between the two readings is then noticed next time, and never missed.
      const version = await readConsentVersion(database);
      return { department, scenario, version, consents: await lookUpConsents(database, department, scenario, lookUp.dataSubjects) };
    }
    case "CONSENT_VERSION":
      return { version: await readConsentVersion(database) };
    case "STANDINGS":
      return { idNumber: lookUp.idNumber, represents: await readStandings(database, lookUp.idNumber, now) };
    case "RESERVE_USES":
      return { reserved: await reserveUses(database, { ...lookUp, now }) };
    case "SETTLE_USES":
      return { settled: await settleUses(database, randomUUID, { ...lookUp, now }) };
    case "CASE_USE":
      return { withinLimit: await registerCaseUse(database, { ...lookUp, caseNumber: lookUp.case, now }) };
  }
}
