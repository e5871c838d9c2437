import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Access } from "../../subgraphs/kit/sharing.js";
import { mustSay } from "../model/application-acts.js";
import type { GrantEvent } from "../model/consent-life.js";
import type { GrantStatus as StoredStatus, SharingGrant as StoredGrant } from "../model/sharing-grant.js";
import { changeSharingGrant, readSharingGrants } from "../store/sharing-grants.js";
import { actorOf } from "./callers.js";
import { ChangeSharingGrantInput, SharingGrant } from "./graph/sharing-grants.js";
import type { ConsentContext } from "./loaders.js";

/** Sharing grants that a list shows at most, those that end first ahead. */
const LIST_BOUND = 200;
const CHANGE = "The change · 变更内容";

/** What became of applications: the authority suspends misuse at once and ends what is over (809 §27); nobody does so without a reason. */
@Resolver()
export class SharingGrantResolver {
  @Query(() => [SharingGrant], {
    description: `One's own department's sharing grants, or for the authority all; ${LIST_BOUND} at most · 共享授权列表（最多${LIST_BOUND}条）`,
  })
  @Access("officer", "authority")
  async sharingGrants(@Ctx() { caller, database, now }: ConsentContext): Promise<SharingGrant[]> {
    const { by } = actorOf(caller);
    const grants = await readSharingGrants(database, by.role === "authority" ? null : by.department, LIST_BOUND);
    return grants.map((grant) => grantView(grant, now));
  }

  @Mutation(() => SharingGrant, { description: "Suspends a sharing grant at once · 中止共享授权" })
  @Access("authority")
  suspendSharingGrant(@Arg("input", () => ChangeSharingGrantInput, { description: CHANGE }) input: ChangeSharingGrantInput, @Ctx() context: ConsentContext) {
    return change(input, "SUSPEND", context);
  }

  @Mutation(() => SharingGrant, { description: "Resumes a suspended sharing grant · 恢复共享授权" })
  @Access("authority")
  resumeSharingGrant(@Arg("input", () => ChangeSharingGrantInput, { description: CHANGE }) input: ChangeSharingGrantInput, @Ctx() context: ConsentContext) {
    return change(input, "RESUME", context);
  }

  @Mutation(() => SharingGrant, { description: "Ends a sharing grant for good · 终止共享授权" })
  @Access("authority")
  terminateSharingGrant(@Arg("input", () => ChangeSharingGrantInput, { description: CHANGE }) input: ChangeSharingGrantInput, @Ctx() context: ConsentContext) {
    return change(input, "TERMINATE", context);
  }
}

async function change(
  { id, version, reason }: ChangeSharingGrantInput,
  event: GrantEvent,
  { caller, database, loaders, now }: ConsentContext,
): Promise<SharingGrant> {
  const { actor } = actorOf(caller);
  mustSay(reason, "reason");
  return grantView(await changeSharingGrant(database, loaders.newId, { id, version, event, actor, reason, now }), now);
}

/** One whose period is over has expired, whether or not that is written down. */
function grantView(grant: StoredGrant, now: Date): SharingGrant {
  const status: StoredStatus = grant.status === "ACTIVE" && grant.validUntil <= now ? "EXPIRED" : grant.status;
  return { ...grant, status } as SharingGrant;
}
