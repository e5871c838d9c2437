import type { Actor } from "../model/application-acts.js";
import type { SignedContext } from "../model/signed-context.js";
import { Refusal } from "../model/errors.js";

/** A caseworker application, as a request for consent needs it. */
export interface RequestingApplication {
  readonly department: string;
  readonly application: string;
  readonly scenario: string;
  readonly caseNumber: string;
  /** The signed-in caseworker, else the token's `sub`. */
  readonly actor: string;
}

/** @returns an officer of a department or of the sharing authority @throws Refusal FORBIDDEN for any other role, or without a department */
export function actorOf({ role, department, principal }: SignedContext): { readonly by: Actor; readonly actor: string } {
  if ((role !== "officer" && role !== "authority") || !department || !principal) throw new Refusal("FORBIDDEN");
  return { by: { role, department }, actor: principal.sub };
}

/** @returns the citizen's identity number @throws Refusal FORBIDDEN for any other role */
export function citizenOf({ role, principal }: SignedContext): string {
  if (role !== "citizen" || !principal?.idNumber) throw new Refusal("FORBIDDEN");
  return principal.idNumber;
}

/** @throws Refusal FORBIDDEN for any other role, or without department, scenario or case */
export function applicationOf({ role, department, application, scenario, case: caseNumber, principal }: SignedContext): RequestingApplication {
  if (role !== "application" || !department || !application || !scenario || !caseNumber || !principal) throw new Refusal("FORBIDDEN");
  return { department, application, scenario, caseNumber, actor: principal.operator ?? principal.sub };
}
