import { type DataSource, type EntityManager, In } from "typeorm";
import { type Actor, type ApplicationAct, act } from "../model/application-acts.js";
import { Refusal } from "../model/errors.js";
import type { ApplicationItem, ReviewPeriods, SharingApplication } from "../model/sharing-application.js";
import { addEvent } from "./events.js";
import { ScenarioRow } from "./rows/scenario-row.js";
import { SharingApplicationItemRow, SharingApplicationRow } from "./rows/sharing-application-row.js";
import { grantApproved, grantsOfHolder } from "./sharing-grants.js";
import { forUpdate, isDuplicate, transact } from "./transactions.js";

/** An application that is to be submitted: its items' prospects are known. */
export interface NewSharingApplication
  extends Pick<SharingApplication, "department" | "application" | "scenario" | "users" | "divisions" | "validUntil" | "items" | "submittedAt" | "deadline"> {
  /** The submitter's own name of this submission, 1 to 64 characters. */
  readonly submission: string;
  /** The token's `sub`. */
  readonly actor: string;
}

/**
 * Submits an application and grants at once what is open. The same submission again changes nothing.
 * @returns the application as it then is
 * @throws Refusal CONFLICT when the same submission named something else before
 */
export async function submitSharingApplication(database: DataSource, newId: () => string, submitted: NewSharingApplication): Promise<SharingApplication> {
  try {
    return await transact(database, async (manager) => {
      // First of all: submissions for one scenario follow one another, or two at once would each see no other.
      await manager.findOne(ScenarioRow, { where: { code: submitted.scenario }, ...forUpdate(manager) });
      return (await submittedBefore(manager, submitted)) ?? insertApplication(manager, newId, submitted);
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Another submission of the same name came between.
    const known = await transact(database, (manager) => submittedBefore(manager, submitted));
    if (!known) throw error;
    return known;
  }
}

async function submittedBefore(manager: EntityManager, { department, submission, ...asked }: NewSharingApplication): Promise<SharingApplication | null> {
  const row = await manager.findOneBy(SharingApplicationRow, { department, submission });
  if (!row) return null;
  const known = await withItems(manager, row);
  const isSame =
    known.application === asked.application &&
    known.scenario === asked.scenario &&
    known.users === asked.users &&
    known.validUntil.getTime() === asked.validUntil.getTime() &&
    known.divisions.join() === asked.divisions.join() &&
    namesOf(known.items) === namesOf(asked.items);
  if (!isSame) throw new Refusal("CONFLICT", { reason: "SUBMISSION" });
  return known;
}

function namesOf(items: readonly ApplicationItem[]): string {
  return items
    .map(({ coordinate, mode, unmasked }) => `${coordinate} ${mode} ${unmasked}`)
    .sort()
    .join();
}

async function insertApplication(
  manager: EntityManager,
  newId: () => string,
  { actor, submission, ...submitted }: NewSharingApplication,
): Promise<SharingApplication> {
  await refuseSecondGrant(manager, submitted);
  const status = submitted.items.every(({ state }) => state === "APPROVED") ? ("APPROVED" as const) : ("SUBMITTED" as const);
  const application: SharingApplication = { ...submitted, id: newId(), version: 1, status, materialAsked: false, extended: false };
  await manager.insert(SharingApplicationRow, { ...rowOf(application), submission });
  await manager.insert(
    SharingApplicationItemRow,
    application.items.map((item) => ({ ...item, applicationId: application.id })),
  );
  await addEvent(manager, newId(), {
    at: application.submittedAt,
    aboutKind: "APPLICATION",
    about: application.id,
    version: 1,
    type: "SUBMIT",
    before: null,
    after: status,
    items: application.items.map(({ coordinate }) => coordinate),
    actor,
    words: application.users,
  });
  await grantApproved(manager, newId, application, [], { actor, now: application.submittedAt });
  return application;
}

/** A gateway goes by one sharing grant of a system and scenario: a second one would take the first one's items away. */
async function refuseSecondGrant(
  manager: EntityManager,
  { department, application, scenario, submittedAt }: Pick<SharingApplication, "department" | "application" | "scenario" | "submittedAt">,
): Promise<void> {
  const held = await grantsOfHolder(manager, { department, application, scenario });
  const isHeld = held.some(({ status, validUntil }) => (status === "ACTIVE" || status === "SUSPENDED") && validUntil > submittedAt);
  const pending = await manager.countBy(SharingApplicationRow, { department, application, scenario, status: In(["SUBMITTED", "NEEDS_MATERIAL", "DISPUTED"]) });
  if (isHeld || pending > 0) throw new Refusal("CONFLICT", { reason: isHeld ? "GRANT_HELD" : "APPLICATION_OPEN" });
}

/** An act upon one version of an application. */
export interface SharingApplicationAct {
  readonly application: string;
  /** The version that the act was decided upon. */
  readonly version: number;
  readonly by: Actor;
  /** The token's `sub`. */
  readonly actor: string;
  readonly act: ApplicationAct;
  readonly periods: ReviewPeriods;
  readonly now: Date;
}

/**
 * Does one act, and grants what it approves, in one transaction.
 * @throws Refusal NOT_FOUND for an application that is unknown or in which the actor has no part; CONFLICT for another version
 *   or a state in which the act is not open; FORBIDDEN; BAD_USER_INPUT
 */
export function actOnSharingApplication(database: DataSource, newId: () => string, done: SharingApplicationAct): Promise<SharingApplication> {
  return transact(database, async (manager) => {
    const row = await manager.findOne(SharingApplicationRow, { where: { id: done.application }, ...forUpdate(manager) });
    const application = row && (await withItems(manager, row));
    if (!application || !hasPart(application, done.by)) throw new Refusal("NOT_FOUND");
    if (application.version !== done.version) throw new Refusal("CONFLICT", { reason: "VERSION" });
    const next = act(application, done.by, done.act, done.now, done.periods);
    const { affected } = await manager.update(SharingApplicationRow, { id: application.id, version: application.version }, rowOf(next));
    if (affected !== 1) throw new Refusal("CONFLICT", { reason: "VERSION" });
    await writeItems(manager, application, next);
    await addEvent(manager, newId(), {
      at: done.now,
      aboutKind: "APPLICATION",
      about: application.id,
      version: next.version,
      type: done.act.type,
      before: application.status,
      after: next.status,
      items: changedItems(application, next).map(({ coordinate }) => coordinate),
      actor: done.actor,
      words: wordsOf(done.act),
    });
    await grantApproved(manager, newId, next, application.items, done);
    return next;
  });
}

/** An application concerns its consumer department, the departments of its items, and the authority. */
export function hasPart({ department, items }: SharingApplication, by: Actor): boolean {
  return by.role === "authority" || by.department === department || items.some(({ providerDepartment }) => providerDepartment === by.department);
}

function wordsOf(done: ApplicationAct): string | null {
  return "what" in done ? done.what : done.reason;
}

function changedItems(before: SharingApplication, after: SharingApplication): ApplicationItem[] {
  return after.items.filter((item, index) => item.state !== before.items[index]?.state);
}

async function writeItems(manager: EntityManager, before: SharingApplication, after: SharingApplication): Promise<void> {
  for (const { coordinate, mode, state } of changedItems(before, after)) {
    await manager.update(SharingApplicationItemRow, { applicationId: after.id, coordinate, mode }, { state });
  }
}

function rowOf({ items: _, deadline, ...application }: SharingApplication): Omit<SharingApplicationRow, "submission"> {
  return { ...application, ...deadline };
}

/** Which applications a reader asks for. */
export interface ApplicationQuery {
  readonly by: Actor;
  /** OVERDUE: the period is over and somebody's review is missing; DUE_SOON: it ends before `soon`. */
  readonly due: "OVERDUE" | "DUE_SOON" | null;
  readonly soon: Date;
  readonly now: Date;
  readonly bound: number;
}

/** Applications in which the reader has a part, those due first ahead. */
export function readSharingApplications(database: DataSource, { by, due, soon, now, bound }: ApplicationQuery): Promise<SharingApplication[]> {
  return transact(database, async (manager) => {
    const query = manager.createQueryBuilder(SharingApplicationRow, "application");
    if (by.role !== "authority") {
      const items = query.subQuery().select("item.applicationId").from(SharingApplicationItemRow, "item").where("item.providerDepartment = :department");
      query.where(`(application.department = :department OR application.id IN ${items.getQuery()})`, { department: by.department });
    }
    if (due) query.andWhere("application.status = 'SUBMITTED' AND application.dueAt <= :end", { end: (due === "OVERDUE" ? now : soon).toISOString() });
    if (due === "DUE_SOON") query.andWhere("application.dueAt > :now", { now: now.toISOString() });
    const rows = await query.orderBy("application.dueAt").addOrderBy("application.id").take(bound).getMany();
    return allWithItems(manager, rows);
  });
}

/** One application by its id; null when the reader has no part in it. */
export function readSharingApplication(database: DataSource, id: string, by: Actor): Promise<SharingApplication | null> {
  return transact(database, async (manager) => {
    const row = await manager.findOneBy(SharingApplicationRow, { id });
    const application = row && (await withItems(manager, row));
    return application && hasPart(application, by) ? application : null;
  });
}

async function withItems(manager: EntityManager, row: SharingApplicationRow): Promise<SharingApplication> {
  const [application] = await allWithItems(manager, [row]);
  return application as SharingApplication;
}

async function allWithItems(manager: EntityManager, rows: readonly SharingApplicationRow[]): Promise<SharingApplication[]> {
  const items = new Map<string, ApplicationItem[]>(rows.map(({ id }) => [id, []]));
  if (rows.length === 0) return [];
  const found = await manager
    .createQueryBuilder(SharingApplicationItemRow, "item")
    .where("item.applicationId IN (:...ids)", { ids: [...items.keys()] })
    .orderBy("item.coordinate")
    .addOrderBy("item.mode")
    .getMany();
  for (const { applicationId, ...item } of found) items.get(applicationId)?.push(item);
  return rows.map(({ submission: _, dueOn, dueAt, calendar, isEstimate, ...row }) => ({
    ...row,
    items: items.get(row.id) ?? [],
    deadline: { dueOn, dueAt, calendar, isEstimate },
  }));
}
