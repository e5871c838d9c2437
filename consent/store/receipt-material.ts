import { type DataSource, Not } from "typeorm";
import type { ConsentStatus } from "../model/consent-record.js";
import type { Scenario } from "../model/sharing-grant.js";
import { consentsOfRequests, type StoredConsent } from "./consents.js";
import { eventsAbout } from "./events.js";
import { type Notice, noticesOf } from "./notices.js";
import type { ConsentEventRow } from "./rows/consent-event-row.js";
import { ConsentRecordRow } from "./rows/consent-record-row.js";
import { scenarioOf } from "./sharing-grants.js";
import { standingFor } from "./standings.js";
import { transact } from "./transactions.js";

/** Everything that a receipt of one consent says, as it was at one moment. */
export interface ReceiptMaterial {
  readonly consent: StoredConsent & { readonly status: ConsentStatus };
  readonly notice: Notice;
  readonly scenario: Scenario;
  /** How it was asked for, answered, and what became of it; in order. */
  readonly events: readonly ConsentEventRow[];
}

/** Of one's own consent, or of who one represents now; null for every other, which is not told apart from none. */
export function readReceiptMaterial(database: DataSource, id: string, idNumber: string, now: Date): Promise<ReceiptMaterial | null> {
  return transact(database, async (manager) => {
    const record = await manager.findOneBy(ConsentRecordRow, { id, status: Not("REFUSED") });
    if (!record || !(await standingFor(manager, idNumber, record.dataSubject, now))) return null;
    const consent = (await consentsOfRequests(manager, [record.request])).get(record.request);
    const notice = (await noticesOf(manager, [record.noticeHash])).get(record.noticeHash);
    const scenario = await scenarioOf(manager, record.scenario);
    if (!consent || !notice || !scenario) throw new Error("a consent's notice or scenario is gone");
    // The answer is an event of the request and of the consent that it made: told once.
    const asked = (await eventsAbout(manager, record.request)).filter(({ type }) => type !== "GIVE");
    return { consent, notice, scenario, events: [...asked, ...(await eventsAbout(manager, id))] };
  });
}
