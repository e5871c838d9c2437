import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { Access } from "../../subgraphs/kit/sharing.js";
import type { ApplicationAct } from "../model/application-acts.js";
import { REVIEW_PERIODS, type SharingApplication as StoredApplication } from "../model/sharing-application.js";
import { actOnSharingApplication, readSharingApplication, readSharingApplications } from "../store/sharing-applications.js";
import { actorOf } from "./callers.js";
import {
  ApplicationWordsInput,
  ExtendDeadlineInput,
  ItemFinding,
  ReviewSharingApplicationInput,
  SharingApplication,
  SubmitSharingApplicationInput,
  WantedItemInput,
} from "./graph/sharing-applications.js";
import { DueFilter } from "./graph/terms.js";
import type { ConsentContext } from "./loaders.js";
import { prospectsOf, submitApplication } from "./submit-application.js";

/** Applications that a list shows at most, those due first ahead. */
const LIST_BOUND = 100;
const SOON_MS = 3 * 86_400_000;
const ACT = "The act · 处理内容";

/** From a department's application to its sharing grant (809 §20–21, §28; domain.md, "Scenario, application, grant"). */
@Resolver()
export class SharingApplicationResolver {
  @Query(() => [SharingApplication], {
    description: `Applications of one's own department, of others for its items, or for the authority all; ${LIST_BOUND} at most, those due first ahead · 共享申请列表（最多${LIST_BOUND}条）`,
  })
  @Access("officer", "authority")
  async sharingApplications(
    @Arg("due", () => DueFilter, { nullable: true, description: "By deadline · 按期限" }) due: DueFilter | null | undefined,
    @Ctx() { caller, database, now }: ConsentContext,
  ): Promise<SharingApplication[]> {
    const { by } = actorOf(caller);
    const applications = await readSharingApplications(database, { by, due: due ?? null, soon: new Date(now.getTime() + SOON_MS), now, bound: LIST_BOUND });
    return applications.map((application) => applicationView(application, now));
  }

  @Query(() => SharingApplication, { nullable: true, description: "One application; null where one has no part in it · 共享申请" })
  @Access("officer", "authority")
  async sharingApplication(
    @Arg("id", () => ID, { description: "Id · 编号" }) id: string,
    @Ctx() { caller, database, now }: ConsentContext,
  ): Promise<SharingApplication | null> {
    const application = await readSharingApplication(database, id, actorOf(caller).by);
    return application && applicationView(application, now);
  }

  @Query(() => [ItemFinding], { description: "What would become of items, before they are applied for · 申请前检查" })
  @Access("officer")
  checkSharingApplication(
    @Arg("scenario", () => String, { description: "Code of the scenario · 应用场景编码" }) scenario: string,
    @Arg("items", () => [WantedItemInput], { description: "Items · 信息项" }) items: WantedItemInput[],
    @Ctx() context: ConsentContext,
  ): Promise<object[]> {
    return prospectsOf(scenario, items, context);
  }

  @Mutation(() => SharingApplication, { description: "Applies for items of a scenario · 提交共享申请" })
  @Access("officer")
  async submitSharingApplication(
    @Arg("input", () => SubmitSharingApplicationInput, { description: "The application · 申请内容" }) input: SubmitSharingApplicationInput,
    @Ctx() context: ConsentContext,
  ): Promise<SharingApplication> {
    return applicationView(await submitApplication(input, context), context.now);
  }

  @Mutation(() => SharingApplication, { description: "Asks the consumer department for what is missing, once · 一次性告知补正" })
  @Access("officer")
  askForMaterial(@Arg("input", () => ApplicationWordsInput, { description: ACT }) input: ApplicationWordsInput, @Ctx() context: ConsentContext) {
    return act(input, { type: "ASK_FOR_MATERIAL", what: input.words }, context);
  }

  @Mutation(() => SharingApplication, { description: "Supplies what was missing; the period counts anew · 补正材料" })
  @Access("officer")
  supplyMaterial(@Arg("input", () => ApplicationWordsInput, { description: ACT }) input: ApplicationWordsInput, @Ctx() context: ConsentContext) {
    return act(input, { type: "SUPPLY", what: input.words }, context);
  }

  @Mutation(() => SharingApplication, { description: "Reviews the items of one's own department: approves, narrows or refuses · 审核共享申请" })
  @Access("officer")
  reviewSharingApplication(
    @Arg("input", () => ReviewSharingApplicationInput, { description: ACT }) input: ReviewSharingApplicationInput,
    @Ctx() context: ConsentContext,
  ) {
    return act(input, { type: "REVIEW", approve: input.approve, reason: input.reason ?? null }, context);
  }

  @Mutation(() => SharingApplication, { description: "Extends the period of review, once, with the authority's consent · 延长审核期限" })
  @Access("authority")
  extendDeadline(@Arg("input", () => ExtendDeadlineInput, { description: ACT }) input: ExtendDeadlineInput, @Ctx() context: ConsentContext) {
    return act(input, { type: "EXTEND", days: input.days, reason: input.reason }, context);
  }

  @Mutation(() => SharingApplication, { description: "Disputes a refusal before the authority · 对不予同意提出异议" })
  @Access("officer")
  disputeRefusal(@Arg("input", () => ApplicationWordsInput, { description: ACT }) input: ApplicationWordsInput, @Ctx() context: ConsentContext) {
    return act(input, { type: "DISPUTE", reason: input.words }, context);
  }

  @Mutation(() => SharingApplication, { description: "Settles a dispute: grants some of what was refused, or nothing · 协调争议" })
  @Access("authority")
  mediate(@Arg("input", () => ReviewSharingApplicationInput, { description: ACT }) input: ReviewSharingApplicationInput, @Ctx() context: ConsentContext) {
    return act(input, { type: "MEDIATE", approve: input.approve, reason: input.reason ?? "" }, context);
  }
}

async function act(input: { readonly id: string; readonly version: number }, done: ApplicationAct, context: ConsentContext): Promise<SharingApplication> {
  const { caller, database, loaders, now } = context;
  const { id: application, version } = input;
  const changed = await actOnSharingApplication(database, loaders.newId, { ...actorOf(caller), application, version, act: done, periods: REVIEW_PERIODS, now });
  return applicationView(changed, now);
}

function applicationView(application: StoredApplication, now: Date): SharingApplication {
  return { ...application, isOverdue: application.status === "SUBMITTED" && application.deadline.dueAt <= now } as SharingApplication;
}
