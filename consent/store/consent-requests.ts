import { type DataSource, type EntityManager, In, MoreThan } from "typeorm";
import { CONSENT_REQUEST_LIFE, type ConsentRequestEvent, nextState } from "../model/consent-life.js";
import type { ConsentRequestStatus } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { Refusal } from "../model/errors.js";
import { noteChange } from "./changes.js";
import { addEvent, type NewEvent } from "./events.js";
import { keepNotice, type Notice } from "./notices.js";
import { ConsentRequestRow, type RequestedItem } from "./rows/consent-request-row.js";
import { forUpdate, isDuplicate, transact } from "./transactions.js";

/** A request for consent that is to be made; who it is about need not exist. */
export interface NewConsentRequest {
  readonly dataSubject: DataSubjectKey;
  readonly department: string;
  readonly scenario: string;
  readonly caseNumber: string;
  readonly items: readonly RequestedItem[];
  readonly notice: Notice;
  /** The token's `sub`, or the caseworker's name where one is signed in. */
  readonly actor: string;
  readonly now: Date;
  readonly lapsesAt: Date;
}

/**
 * Opens a request. Nothing about the data subject is looked up, so it is the same for persons who do not exist.
 * @throws Refusal CONFLICT while another request for this data subject, department and scenario is open, or one was refused lately
 */
export async function openConsentRequest(database: DataSource, newId: () => string, request: NewConsentRequest): Promise<ConsentRequestRow> {
  try {
    return await transact(database, (manager) => open(manager, newId, request));
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal("CONFLICT");
    throw error;
  }
}

async function open(manager: EntityManager, newId: () => string, { notice, actor, now, ...asked }: NewConsentRequest): Promise<ConsentRequestRow> {
  await respectRefusal(manager, asked, now);
  const openKey = `${asked.dataSubject} ${asked.department} ${asked.scenario}`;
  // Not locked: a lock on a gap would make two requesters wait for each other; the unique key decides between them.
  const other = await manager.findOneBy(ConsentRequestRow, { openKey });
  if (other && statusAt(other, now) !== "LAPSED") throw new Refusal("CONFLICT");
  if (other) await settleRequest(manager, newId, other, { event: "LAPSE", given: null, at: now, actor: "platform" });
  await keepNotice(manager, notice);
  const row: ConsentRequestRow = {
    ...asked,
    id: newId(),
    version: 1,
    given: null,
    status: "REQUESTED",
    noticeHash: notice.hash,
    requestedAt: now,
    answeredAt: null,
    openKey,
  };
  await manager.insert(ConsentRequestRow, { ...row });
  const items = asked.items.map(({ coordinate }) => coordinate);
  await addEvent(manager, newId(), {
    at: now,
    aboutKind: "REQUEST",
    about: row.id,
    version: 1,
    type: "REQUEST",
    before: null,
    after: "REQUESTED",
    items,
    actor,
  });
  await noteChange(manager, "consents");
  return row;
}

/**
 * Who refused is not asked again for some time (网数 §22). It is the same conflict as an open request: another case of the
 * department learns no more than that it cannot ask now.
 */
async function respectRefusal(
  manager: EntityManager,
  { dataSubject, department, scenario }: Pick<NewConsentRequest, "dataSubject" | "department" | "scenario">,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - COOL_DOWN_DAYS * 86_400_000);
  const refused = await manager.existsBy(ConsentRequestRow, { dataSubject, department, scenario, status: "REFUSED", answeredAt: MoreThan(since) });
  if (refused) throw new Refusal("CONFLICT");
}

const COOL_DOWN_DAYS = 30;

/** What a request's status is at `now`: one that is not answered in time has lapsed, whether or not that is written down. */
export function statusAt({ status, lapsesAt }: Pick<ConsentRequestRow, "status" | "lapsesAt">, now: Date): ConsentRequestStatus {
  return status === "REQUESTED" && lapsesAt <= now ? "LAPSED" : status;
}

/** How a request comes to its end. */
export interface Settlement extends Pick<NewEvent, "at" | "actor" | "actedFor" | "capacity"> {
  readonly event: ConsentRequestEvent;
  readonly given: readonly string[] | null;
}

/**
 * Ends an open request, in the transaction of the caller.
 * @returns the request as it then is
 * @throws Refusal CONFLICT when it has been ended already, or by another at the same time
 */
export async function settleRequest(
  manager: EntityManager,
  newId: () => string,
  request: ConsentRequestRow,
  { event, given, at, ...by }: Settlement,
): Promise<ConsentRequestRow> {
  const status = nextState(CONSENT_REQUEST_LIFE, request.status, event);
  if (!status) throw new Refusal("CONFLICT");
  const { id, version } = request;
  const change = { status, given, version: version + 1, answeredAt: event === "LAPSE" ? null : at, openKey: null };
  const { affected } = await manager.update(ConsentRequestRow, { id, version, status: request.status }, change);
  if (affected !== 1) throw new Refusal("CONFLICT");
  await addEvent(manager, newId(), {
    ...by,
    at,
    aboutKind: "REQUEST",
    about: id,
    version: version + 1,
    type: event,
    before: request.status,
    after: status,
    items: given ?? [],
  });
  return { ...request, ...change };
}

/** A request by its id, locked until the transaction ends. */
export function lockRequest(manager: EntityManager, id: string): Promise<ConsentRequestRow | null> {
  return manager.findOne(ConsentRequestRow, { where: { id }, ...forUpdate(manager) });
}

/** The latest requests about some data subjects, the newest first. */
export function requestsAbout(manager: EntityManager, dataSubjects: readonly DataSubjectKey[], bound: number): Promise<ConsentRequestRow[]> {
  return manager.find(ConsentRequestRow, { where: { dataSubject: In([...dataSubjects]) }, order: { requestedAt: "DESC", id: "ASC" }, take: bound });
}
