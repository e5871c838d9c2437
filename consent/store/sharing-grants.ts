import type { DataSource, EntityManager } from "typeorm";
import { GRANT_LIFE, type GrantEvent, nextState } from "../model/consent-life.js";
import { Refusal } from "../model/errors.js";
import type { ApplicationItem, SharingApplication } from "../model/sharing-application.js";
import type { GrantItem, GrantSnapshot, Scenario, SharingGrant } from "../model/sharing-grant.js";
import { changeVersion, noteChange } from "./changes.js";
import { addEvent } from "./events.js";
import { ScenarioRow } from "./rows/scenario-row.js";
import { SharingGrantItemRow, SharingGrantRow } from "./rows/sharing-grant-row.js";
import { forUpdate, transact } from "./transactions.js";

/** Adds scenarios that are not there yet; those that are stay as they are. @returns how many were added */
export function addScenarios(database: DataSource, scenarios: readonly Scenario[]): Promise<number> {
  return transact(database, async (manager) => {
    const known = new Set((await manager.find(ScenarioRow, { select: { code: true } })).map(({ code }) => code));
    const added = scenarios.filter(({ code }) => !known.has(code));
    if (added.length > 0)
      await manager.insert(
        ScenarioRow,
        added.map((scenario) => ({ ...scenario })),
      );
    return added.length;
  });
}

/** A published scenario; null when there is none of that code. */
export async function scenarioOf(manager: EntityManager, code: string): Promise<Scenario | null> {
  return manager.findOneBy(ScenarioRow, { code });
}

/** Adds sharing grants whose ids are not there yet, in one change. @returns how many were added */
export function addSharingGrants(database: DataSource, grants: readonly SharingGrant[]): Promise<number> {
  return transact(database, async (manager) => {
    const known = new Set((await manager.find(SharingGrantRow, { select: { id: true } })).map(({ id }) => id));
    const added = grants.filter(({ id }) => !known.has(id));
    for (const { items, ...grant } of added) {
      await manager.insert(SharingGrantRow, { ...grant });
      await manager.insert(
        SharingGrantItemRow,
        items.map((item) => ({ ...item, grantId: grant.id })),
      );
    }
    if (added.length > 0) await noteChange(manager, "grants");
    return added.length;
  });
}

/**
 * Makes the sharing grant of an application hold what of it is approved now and was not before, in the caller's transaction:
 * a new grant for the first items, and a new version of it for later ones.
 */
export async function grantApproved(
  manager: EntityManager,
  newId: () => string,
  application: SharingApplication,
  before: readonly ApplicationItem[],
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<void> {
  const approvedBefore = new Set(before.filter(({ state }) => state === "APPROVED").map(({ coordinate, mode }) => `${coordinate} ${mode}`));
  const added = application.items.filter(({ coordinate, mode, state }) => state === "APPROVED" && !approvedBefore.has(`${coordinate} ${mode}`));
  if (added.length === 0) return;
  const scenario = await manager.findOneByOrFail(ScenarioRow, { code: application.scenario });
  const id = `grant-${application.id}`;
  const known = await manager.findOne(SharingGrantRow, { where: { id }, ...forUpdate(manager) });
  const version = (known?.version ?? 0) + 1;
  const status = known?.status ?? "ACTIVE";
  if (known) await manager.update(SharingGrantRow, { id }, { version });
  else {
    const { department, application: system, divisions, validUntil } = application;
    const { code, statutoryBasis } = scenario;
    const grant = { id, version, department, application: system, scenario: code, statutoryBasis, divisions, status, validFrom: now, validUntil };
    await manager.insert(SharingGrantRow, grant);
  }
  await manager.insert(
    SharingGrantItemRow,
    added.map(({ coordinate, mode, unmasked }) => ({ grantId: id, coordinate, mode, unmasked })),
  );
  const items = added.map(({ coordinate }) => coordinate);
  await addEvent(manager, newId(), {
    at: now,
    aboutKind: "GRANT",
    about: id,
    version,
    type: known ? "WIDEN" : "GRANT",
    before: known?.status ?? null,
    after: status,
    items,
    actor,
  });
  await noteChange(manager, "grants");
}

/** Who changes which version of a sharing grant, and how. */
export interface GrantChange {
  readonly id: string;
  /** The version that the change was decided upon. */
  readonly version: number;
  readonly event: GrantEvent;
  readonly actor: string;
  /** Why; null only where the platform itself acts. */
  readonly reason: string | null;
  readonly now: Date;
}

/**
 * Suspends, resumes or ends a sharing grant.
 * @throws Refusal NOT_FOUND; CONFLICT for another version, or a transition that is not legal
 */
export function changeSharingGrant(database: DataSource, newId: () => string, { id, version, event, actor, reason, now }: GrantChange): Promise<SharingGrant> {
  return transact(database, async (manager) => {
    const grant = await manager.findOne(SharingGrantRow, { where: { id }, ...forUpdate(manager) });
    if (!grant) throw new Refusal("NOT_FOUND");
    const status = nextState(GRANT_LIFE, grant.status, event);
    if (!status) throw new Refusal("CONFLICT");
    const { affected } = await manager.update(SharingGrantRow, { id, version, status: grant.status }, { status, version: version + 1 });
    if (affected !== 1) throw new Refusal("CONFLICT");
    await addEvent(manager, newId(), {
      at: now,
      aboutKind: "GRANT",
      about: id,
      version: version + 1,
      type: event,
      before: grant.status,
      after: status,
      actor,
      words: reason,
    });
    await noteChange(manager, "grants");
    const items = await itemsByGrant(manager, [id]);
    return { ...grant, status, version: version + 1, items: items.get(id) ?? [] };
  });
}

/** Every sharing grant under one version; null when `knownVersion` is still the current one. */
export function readGrantSnapshot(database: DataSource, knownVersion: number | null): Promise<GrantSnapshot | null> {
  // A transaction reads one state of the database: no grant of a version that the snapshot does not bear.
  return transact(database, async (manager) => {
    const version = await changeVersion(manager, "grants");
    if (version === knownVersion) return null;
    const grants = await manager.find(SharingGrantRow, { order: { id: "ASC" } });
    const items = await itemsByGrant(
      manager,
      grants.map(({ id }) => id),
    );
    return { version, grants: grants.map((grant) => ({ ...grant, items: items.get(grant.id) ?? [] })) };
  });
}

/** Sharing grants of a department, or all; the one that ends first ahead. */
export function readSharingGrants(database: DataSource, department: string | null, bound: number): Promise<SharingGrant[]> {
  return transact(database, async (manager) => {
    const where = department === null ? {} : { department };
    const grants = await manager.find(SharingGrantRow, { where, order: { validUntil: "ASC", id: "ASC" }, take: bound });
    const items = await itemsByGrant(
      manager,
      grants.map(({ id }) => id),
    );
    return grants.map((grant) => ({ ...grant, items: items.get(grant.id) ?? [] }));
  });
}

/** Sharing grants of one holder, whatever their state. */
export async function grantsOfHolder(manager: EntityManager, holder: { department: string; application: string; scenario: string }): Promise<SharingGrant[]> {
  const grants = await manager.findBy(SharingGrantRow, holder);
  const items = await itemsByGrant(
    manager,
    grants.map(({ id }) => id),
  );
  return grants.map((grant) => ({ ...grant, items: items.get(grant.id) ?? [] }));
}

async function itemsByGrant(manager: EntityManager, grantIds: readonly string[]): Promise<Map<string, GrantItem[]>> {
  const items = new Map<string, GrantItem[]>(grantIds.map((id) => [id, []]));
  if (items.size === 0) return items;
  const rows = await manager
    .createQueryBuilder(SharingGrantItemRow, "item")
    .where("item.grantId IN (:...grantIds)", { grantIds: [...items.keys()] })
    .orderBy("item.grantId")
    .addOrderBy("item.coordinate")
    .addOrderBy("item.mode")
    .getMany();
  for (const { grantId, coordinate, mode, unmasked } of rows) items.get(grantId)?.push({ coordinate, mode, unmasked });
  return items;
}
