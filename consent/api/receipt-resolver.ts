import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Access } from "../../subgraphs/kit/sharing.js";
import { type AnsweredItem, buildReceipt, type ConsentHappening } from "../model/consent-receipt.js";
import { DEPARTMENTS, type Department, departmentOf } from "../model/departments.js";
import { Refusal } from "../model/errors.js";
import { bindDataSubject } from "../model/receipt-binding.js";
import type { ActorRole } from "../model/receipt-record.js";
import { type CatalogueItem, readCatalogue } from "../store/catalogue.js";
import { consentStatusAt } from "../store/consents.js";
import { type ReceiptMaterial, readReceiptMaterial } from "../store/receipt-material.js";
import type { ConsentEventRow } from "../store/rows/consent-event-row.js";
import { citizenOf } from "./callers.js";
import { itemName } from "./item-names.js";
import type { ConsentContext } from "./loaders.js";
import { knownId } from "./views.js";

/** 809 §29: a use is on the record for three years at least; what a department keeps of a case is the scenario's to say. */
const RETENTION = { en: "As long as the case needs it; the record of each use 3 years at least", "zh-CN": "以办理事项所需为限；使用记录至少保存三年" };
/** Who held what is no longer in the catalogue is not known. */
const UNKNOWN: Department = { code: "unknown", name: "Not shared any more", nameZh: "已不再共享" };

/** Signed copies of consents, which the citizen can keep and anyone can verify (ISO/IEC TS 27560). */
@Resolver()
export class ReceiptResolver {
  @Query(() => String, { description: "A signed receipt of a consent, as it stands now: a compact JWS · 同意回执" })
  @Access("citizen")
  async consentReceipt(
    @Arg("consent", () => ID, { description: "The consent · 同意编号" }) id: string,
    @Ctx() { caller, database, loaders, now }: ConsentContext,
  ): Promise<string> {
    const { receipts, newId } = loaders;
    if (!receipts) throw new Refusal("SUBGRAPH_UNAVAILABLE");
    const material = await readReceiptMaterial(database, knownId(id), citizenOf(caller), now);
    if (!material) throw new Refusal("NOT_FOUND");
    const catalogue = await readCatalogue(
      database,
      material.consent.items.map(({ coordinate }) => coordinate),
    );
    return inTurn(async () => receipts.sign(buildReceipt({ ...(await sourceOf(material, catalogue, now)), receiptId: newId() })));
  }
}

// Binding a receipt takes 32 MiB and some 80 ms on purpose (receipt-binding.ts): one at a time, whoever asks for many.
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => undefined);
  return done;
}

async function sourceOf({ consent, notice, scenario, events }: ReceiptMaterial, catalogue: ReadonlyMap<string, CatalogueItem>, now: Date) {
  const items = consent.items.map(({ coordinate, modes, state }): AnsweredItem => {
    const item = catalogue.get(coordinate);
    const providerDepartment = (item && departmentOf(item.providerDepartment)) ?? UNKNOWN;
    return { coordinate, name: itemName(coordinate), modes, state, sensitivity: item?.rule.sensitivity ?? "SENSITIVE", providerDepartment };
  });
  const { id, version, givenAt, until, oneTime, caseNumber, dataSubject, department } = consent;
  return {
    dataSubject: await bindDataSubject(dataSubject),
    consent: {
      id,
      version,
      status: consentStatusAt(consent, now),
      answeredAt: givenAt,
      until,
      term: oneTime ? ("ONE_TIME" as const) : until === null ? ("WHILE_SCENARIO_LASTS" as const) : ("UNTIL_DATE" as const),
      items,
    },
    request: { caseNumber },
    scenario,
    notice,
    consumerDepartment: departmentOf(department) ?? { code: department, name: department, nameZh: department },
    authority: DEPARTMENTS.bigData,
    retention: RETENTION,
    events: events.map(happeningOf),
  };
}

/** Who acted is told by role alone: a receipt names nobody. */
function happeningOf({ at, type, after, capacity }: ConsentEventRow): ConsentHappening {
  return { at, type, after, actorRole: ROLE_OF_EVENT[type] ?? capacity ?? "DATA_SUBJECT" };
}

const ROLE_OF_EVENT: Readonly<Record<string, ActorRole>> = {
  REQUEST: "CASEWORKER",
  LAPSE: "PLATFORM",
  EXPIRE: "PLATFORM",
  EXHAUST: "PLATFORM",
  REVOKE: "AUTHORITY",
};
