import type { DataSource } from "typeorm";
import { type DataSubjectKey, dataSubjectKey } from "../model/data-subject.js";
import { Refusal } from "../model/errors.js";
import { checkIdentifier } from "../model/identifiers.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";
import type { GrantItem, SharingGrant } from "../model/sharing-grant.js";
import { readCatalogue } from "../store/catalogue.js";
import { openConsentRequest } from "../store/consent-requests.js";
import type { ConsentRequestRow, RequestedItem } from "../store/rows/consent-request-row.js";
import { grantsOfHolder, scenarioOf } from "../store/sharing-grants.js";
import { readCommitted } from "../store/transactions.js";
import { applicationOf } from "./callers.js";
import type { RequestConsentInput } from "./graph/inputs.js";
import type { ConsentContext } from "./loaders.js";
import { renderNotice } from "./render-notice.js";

/** A request that nobody answers for so long has lapsed. */
const LAPSES_AFTER_DAYS = 30;
const MAX_ITEMS = 50;
/** Nobody can be asked about a statistic (graph.md, "Types"). */
const ASKED_MODES: readonly SharingMode[] = ["QUERY", "COMPARE", "OBTAIN"];
const COORDINATE = /^[A-Z][A-Za-z]{0,62}\.[a-z][A-Za-z]{0,62}$/;

/**
 * A caseworker asks for one data subject's consent to items of the scenario's sharing grant (Lhasa §24). Nothing about
 * the data subject is looked up: the answer is alike for those who exist and those who do not.
 * @throws Refusal FORBIDDEN without a sharing grant in force that lists every item, or where a statute stands in the place
 *   of consent; INVALID_IDENTIFIER; BAD_USER_INPUT; CONFLICT while another request is open
 */
export async function requestConsent({ holder, items }: RequestConsentInput, { caller, database, loaders, now }: ConsentContext): Promise<ConsentRequestRow> {
  const { actor, caseNumber, ...asking } = applicationOf(caller);
  const dataSubject = checkedHolder(holder, now);
  checkItems(items, holder.kind);
  const { scenario, requested } = await readCommitted(database, async (manager) => {
    const grants = await grantsOfHolder(manager, asking);
    return { scenario: await scenarioOf(manager, asking.scenario), requested: requestedItems(items, heldItems(grants, now)) };
  });
  if (!scenario || scenario.statutoryBasis !== null) throw new Refusal("FORBIDDEN");
  await refuseFakeChoices(items, database);
  const lapsesAt = new Date(now.getTime() + LAPSES_AFTER_DAYS * 86_400_000);
  const { department } = asking;
  const notice = renderNotice({ department, scenario, items: requested, lapsesAt });
  return openConsentRequest(database, loaders.newId, {
    dataSubject,
    department,
    scenario: scenario.code,
    caseNumber,
    items: requested,
    notice,
    actor,
    now,
    lapsesAt,
  });
}

/** What is shared without consent is not asked for: a fake choice is never offered (domain.md, "Consent"). */
async function refuseFakeChoices(items: readonly Coordinate[], database: DataSource): Promise<void> {
  const catalogue = await readCatalogue(database, items);
  const needless = items.find((coordinate) => catalogue.get(coordinate)?.rule.consent === false);
  if (needless !== undefined) throw new Refusal("BAD_USER_INPUT", { argument: "items", coordinate: needless, reason: "NEEDS_NO_CONSENT" });
}

function checkedHolder({ kind, key }: RequestConsentInput["holder"], now: Date): DataSubjectKey {
  const failed = checkIdentifier(kind === "PERSON" ? "GB_11643" : "GB_32100", key, now);
  if (failed) throw new Refusal("INVALID_IDENTIFIER", { ...failed });
  return dataSubjectKey(kind, key);
}

/** An item of a person is a person's to give, one of a legal entity a legal entity's; licences and parcels may be either's. */
function checkItems(items: readonly Coordinate[], kind: RequestConsentInput["holder"]["kind"]): void {
  const foreign = kind === "PERSON" ? "LegalEntity." : "Person.";
  const isValid = items.length > 0 && items.length <= MAX_ITEMS && new Set(items).size === items.length;
  if (!isValid || items.some((item) => !COORDINATE.test(item) || item.startsWith(foreign))) throw new Refusal("BAD_USER_INPUT", { argument: "items" });
}

/** Items of sharing grants that are in force and rest on consent, not on a statute. */
function heldItems(grants: readonly SharingGrant[], now: Date): readonly GrantItem[] {
  return grants
    .filter(({ status, statutoryBasis, validFrom, validUntil }) => status === "ACTIVE" && statutoryBasis === null && validFrom <= now && now < validUntil)
    .flatMap(({ items }) => items);
}

function requestedItems(items: readonly Coordinate[], held: readonly GrantItem[]): RequestedItem[] {
  return items.map((coordinate) => {
    const modes = ASKED_MODES.filter((mode) => held.some((item) => item.coordinate === coordinate && item.mode === mode));
    if (modes.length === 0) throw new Refusal("FORBIDDEN", { coordinate });
    return { coordinate, modes };
  });
}
