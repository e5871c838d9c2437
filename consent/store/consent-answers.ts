import type { DataSource, EntityManager } from "typeorm";
import { Refusal } from "../model/errors.js";
import type { Coordinate } from "../model/sharing.js";
import { consentsForItself } from "../model/standing.js";
import { noteChange } from "./changes.js";
import { lockRequest, settleRequest, statusAt } from "./consent-requests.js";
import { addEvent } from "./events.js";
import { ConsentItemRow, ConsentRecordRow } from "./rows/consent-record-row.js";
import type { ConsentRequestRow } from "./rows/consent-request-row.js";
import { type ActingStanding, standingFor } from "./standings.js";
import { transact } from "./transactions.js";

/** A citizen's answer to a request. */
export interface ConsentAnswer {
  readonly request: string;
  /** Identity number of the citizen who answers. */
  readonly idNumber: string;
  /** Items given, of those asked for, each once; none: refused. */
  readonly give: readonly Coordinate[];
  /** Hash of the notice that was shown. */
  readonly noticeHash: string;
  /** When the consent ends; null: while the scenario lasts. */
  readonly until: Date | null;
  /** Whether it is for one use. */
  readonly oneTime?: boolean;
  readonly now: Date;
}

/**
 * Answers a request, once, by the data subject or by who represents them at this moment.
 * @throws Refusal NOT_FOUND for an unknown or foreign request; FORBIDDEN for a child, whose guardian answers (PIPL §31);
 *   CONFLICT when it is no longer open or another notice was shown; BAD_USER_INPUT for items that were not asked for or an
 *   end that is past
 */
export function answerConsentRequest(database: DataSource, newId: () => string, answer: ConsentAnswer): Promise<ConsentRequestRow> {
  return transact(database, async (manager) => {
    const request = await lockRequest(manager, answer.request);
    const standing = request && (await standingFor(manager, answer.idNumber, request.dataSubject, answer.now));
    if (!request || !standing) throw new Refusal("NOT_FOUND");
    if (standing.capacity === "SELF" && !consentsForItself(answer.idNumber, answer.now)) throw new Refusal("FORBIDDEN");
    if (statusAt(request, answer.now) !== "REQUESTED" || request.noticeHash !== answer.noticeHash) throw new Refusal("CONFLICT");
    checkAnswer(request, answer);
    const settled = await settle(manager, newId, request, answer, standing);
    await noteChange(manager, "consents");
    return settled;
  });
}

/** A consent that a representative gives ends with the standing at the latest: from a 14th birthday on, nobody gave it. */
function endOf({ until }: ConsentAnswer, { validUntil }: ActingStanding): Date | null {
  return until === null || (validUntil !== null && validUntil < until) ? validUntil : until;
}

function checkAnswer({ items }: ConsentRequestRow, { give, until, now }: ConsentAnswer): void {
  const asked = new Set(items.map(({ coordinate }) => coordinate));
  if (new Set(give).size !== give.length || !give.every((coordinate) => asked.has(coordinate))) throw new Refusal("BAD_USER_INPUT", { argument: "give" });
  if (until !== null && !(until > now)) throw new Refusal("BAD_USER_INPUT", { argument: "until" });
}

async function settle(
  manager: EntityManager,
  newId: () => string,
  request: ConsentRequestRow,
  answer: ConsentAnswer,
  standing: ActingStanding,
): Promise<ConsentRequestRow> {
  const { give, now: at, idNumber: actor } = answer;
  const { capacity } = standing;
  const by = { at, actor, actedFor: capacity === "SELF" ? null : request.dataSubject, capacity: capacity === "SELF" ? null : capacity };
  const isGiven = give.length > 0;
  const settled = await settleRequest(manager, newId, request, { ...by, event: isGiven ? "GIVE" : "REFUSE", given: give });
  const record: ConsentRecordRow = {
    id: newId(),
    version: 1,
    request: request.id,
    dataSubject: request.dataSubject,
    department: request.department,
    scenario: request.scenario,
    caseNumber: request.caseNumber,
    status: isGiven ? "GIVEN" : "REFUSED",
    noticeHash: request.noticeHash,
    givenAt: at,
    until: isGiven ? endOf(answer, standing) : null,
    oneTime: isGiven && answer.oneTime === true,
  };
  await manager.insert(ConsentRecordRow, { ...record });
  await manager.insert(
    ConsentItemRow,
    request.items.map(({ coordinate, modes }) => ({
      consent: record.id,
      coordinate,
      modes,
      state: give.includes(coordinate) ? ("GIVEN" as const) : ("REFUSED" as const),
    })),
  );
  await addEvent(manager, newId(), {
    ...by,
    aboutKind: "CONSENT",
    about: record.id,
    version: 1,
    type: isGiven ? "GIVE" : "REFUSE",
    before: null,
    after: record.status,
    items: give,
  });
  return settled;
}
