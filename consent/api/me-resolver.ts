import { Ctx, FieldResolver, Query, Resolver } from "type-graphql";
import { DataSubject } from "../../subgraphs/kit/shared-types.js";
import { Access } from "../../subgraphs/kit/sharing.js";
import { ROLES } from "../model/caller.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { requestsAbout } from "../store/consent-requests.js";
import { consentsOfDataSubjects } from "../store/consents.js";
import { readStandings } from "../store/standings.js";
import { readCommitted } from "../store/transactions.js";
import { citizenOf } from "./callers.js";
import { Consent, ConsentRequest } from "./graph/consents.js";
import { Person } from "./graph/data-subjects.js";
import { LIST_BOUND, Me } from "./graph/me.js";
import type { ConsentContext } from "./loaders.js";
import { type ConsentRequestView, consentRequestView, consentView, dataSubjectReference } from "./views.js";

/** The caller's own place in the graph. A citizen's access history is the audit's to tell, not the consent service's. */
@Resolver(() => Me)
export class MeResolver {
  @Query(() => Me, { description: "The caller as the gateway sees it · 当前调用者" })
  @Access(...ROLES)
  me(@Ctx() { caller }: ConsentContext): Me {
    const { role, department, application, scenario } = caller;
    return { role, department, application, scenario, case: caller.case };
  }

  @FieldResolver(() => Person, { nullable: true })
  person(@Ctx() { caller }: ConsentContext): object {
    return dataSubjectReference(`PERSON:${citizenOf(caller)}`);
  }

  @FieldResolver(() => [DataSubject])
  async represents(@Ctx() { caller, database, now }: ConsentContext): Promise<object[]> {
    return (await readStandings(database, citizenOf(caller), now)).map(dataSubjectReference);
  }

  @FieldResolver(() => [ConsentRequest])
  async consentRequests(@Ctx() context: ConsentContext): Promise<ConsentRequestView[]> {
    const mine = await actingFor(context);
    const rows = await readCommitted(context.database, (manager) => requestsAbout(manager, mine, LIST_BOUND));
    return rows.map((row) => consentRequestView(row, context.now));
  }

  @FieldResolver(() => [Consent])
  async consents(@Ctx() context: ConsentContext): Promise<Consent[]> {
    const mine = await actingFor(context);
    const consents = await readCommitted(context.database, (manager) => consentsOfDataSubjects(manager, mine, LIST_BOUND));
    return consents.map((consent) => consentView(consent, context.now));
  }
}

/** The citizen and everyone whom the citizen represents at this moment. */
async function actingFor({ caller, database, now }: ConsentContext): Promise<DataSubjectKey[]> {
  const idNumber = citizenOf(caller);
  return [`PERSON:${idNumber}`, ...(await readStandings(database, idNumber, now))];
}
