import { prospectOf } from "../model/application-acts.js";
import { isDivisionCode } from "../model/identifiers.js";
import { Refusal } from "../model/errors.js";
import { type ApplicationItem, type ItemProspect, REVIEW_PERIODS, type SharingApplication, type WantedItem } from "../model/sharing-application.js";
import { deadlineAfter } from "../model/working-days.js";
import { readCatalogue } from "../store/catalogue.js";
import { submitSharingApplication } from "../store/sharing-applications.js";
import { scenarioOf } from "../store/sharing-grants.js";
import { readCommitted } from "../store/transactions.js";
import { actorOf } from "./callers.js";
import type { SubmitSharingApplicationInput } from "./graph/sharing-applications.js";
import type { ConsentContext } from "./loaders.js";

const MAX_ITEMS = 200;
const MAX_DIVISIONS = 100;
const MAX_WORDS = 2000;
const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
const SUBMISSION = /^[\w.-]{1,64}$/;

/** An item with its prospect, and who holds it. */
export interface Prospect extends WantedItem {
  readonly prospect: ItemProspect;
  readonly providerDepartment: string | null;
}

/**
 * What will become of each item, before anything is submitted.
 * @throws Refusal BAD_USER_INPUT for an unknown scenario, no items, too many, or one twice
 */
export async function prospectsOf(scenarioCode: string, items: readonly WantedItem[], { caller, database }: ConsentContext): Promise<Prospect[]> {
  const { by } = actorOf(caller);
  const names = new Set(items.map(({ coordinate, mode }) => `${coordinate} ${mode}`));
  if (items.length === 0 || items.length > MAX_ITEMS || names.size !== items.length) throw new Refusal("BAD_USER_INPUT", { argument: "items" });
  const scenario = await readCommitted(database, (manager) => scenarioOf(manager, scenarioCode));
  if (!scenario) throw new Refusal("BAD_USER_INPUT", { argument: "scenario" });
  const catalogue = await readCatalogue(database, [...new Set(items.map(({ coordinate }) => coordinate))]);
  const rules = new Map([...catalogue].map(([coordinate, { rule }]) => [coordinate, rule]));
  const providerOf = (coordinate: string): string | undefined => catalogue.get(coordinate)?.providerDepartment;
  return items.map(({ coordinate, mode, unmasked }) => ({
    coordinate,
    mode,
    unmasked,
    prospect: prospectOf({ coordinate, mode, unmasked }, { rules, providerOf, scenario, department: by.department }),
    providerDepartment: providerOf(coordinate) ?? null,
  }));
}

/**
 * An officer applies for a department's system (809 §20). An item that cannot be granted is pointed out, and nothing is submitted.
 * @throws Refusal BAD_USER_INPUT, with `items` that are not to be had and why; CONFLICT for another submission of the same name
 */
export async function submitApplication(input: SubmitSharingApplicationInput, context: ConsentContext): Promise<SharingApplication> {
  const { caller, database, loaders, now } = context;
  const { by, actor } = actorOf(caller);
  const { application, scenario, users, divisions, submission } = input;
  const validUntil = new Date(input.validUntil);
  mustBe(NAME.test(application), "application");
  mustBe(SUBMISSION.test(submission), "submission");
  mustBe(users.trim() !== "" && users.length <= MAX_WORDS, "users");
  mustBe(divisions.length > 0 && divisions.length <= MAX_DIVISIONS && divisions.every(isDivisionCode), "divisions");
  mustBe(validUntil > now, "validUntil");
  const prospects = await prospectsOf(scenario, input.items, context);
  const items = prospects.map(itemOf);
  const refused = prospects.filter((_, index) => items[index] === null).map(({ coordinate, mode, prospect }) => ({ coordinate, mode, prospect }));
  if (refused.length > 0) throw new Refusal("BAD_USER_INPUT", { argument: "items", items: refused });
  return submitSharingApplication(database, loaders.newId, {
    department: by.department,
    application,
    scenario,
    users,
    divisions: [...new Set(divisions)].sort(),
    validUntil,
    items: items.filter((item) => item !== null),
    submittedAt: now,
    deadline: deadlineAfter(now, REVIEW_PERIODS.review),
    submission,
    actor,
  });
}

function mustBe(isRight: boolean, argument: string): void {
  if (!isRight) throw new Refusal("BAD_USER_INPUT", { argument });
}

function itemOf({ prospect, providerDepartment, coordinate, mode, unmasked }: Prospect): ApplicationItem | null {
  if (providerDepartment === null || (prospect !== "OPEN" && prospect !== "REVIEW")) return null;
  return { coordinate, mode, unmasked, providerDepartment, state: prospect === "OPEN" ? "APPROVED" : "PENDING" };
}
