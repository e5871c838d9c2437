import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../../../subgraphs/kit/shared-types.js";
import { ApplicationItemState, ApplicationStatus, ItemMode, ItemProspect } from "./terms.js";

@ObjectType({ description: "One item of a sharing application · 申请的信息项" })
export class SharingApplicationItem {
  @Field({ description: "The item, as `Type.field` · 信息项" })
  coordinate!: string;

  @Field(() => ItemMode, { description: "How it is to be used · 共享方式" })
  mode!: ItemMode;

  @Field({ description: "Whether it is to leave its department unmasked · 是否不脱敏" })
  unmasked!: boolean;

  @Field({ description: "Credit code of the department that holds it · 提供部门统一社会信用代码" })
  providerDepartment!: string;

  @Field(() => ApplicationItemState, { description: "Where it stands · 状态" })
  state!: ApplicationItemState;
}

@ObjectType({ description: "The end of a period in working days · 办理期限" })
export class WorkingDeadline {
  @Field({ description: "The last day, in China, YYYY-MM-DD · 截止日期" })
  dueOn!: string;

  @Field(() => DateTimeScalar, { description: "The first instant that is too late · 逾期时刻" })
  dueAt!: Date;

  @Field({ description: "The calendar and its version · 所依据的日历及版本" })
  calendar!: string;

  @Field({ description: "Whether holidays that are not announced yet may move it · 是否为预计日期" })
  isEstimate!: boolean;
}

@ObjectType({ description: "A department's application for items of a scenario · 共享申请" })
export class SharingApplication {
  @Field(() => ID, { description: "Id · 编号" })
  id!: string;

  @Field(() => Int, { description: "Rises with every act; an act names the one it was decided upon · 版本" })
  version!: number;

  @Field({ description: "Credit code of the consumer department · 使用部门统一社会信用代码" })
  department!: string;

  @Field({ description: "The system that will ask · 应用系统" })
  application!: string;

  @Field({ description: "Code of the scenario · 应用场景编码" })
  scenario!: string;

  @Field({ description: "Who will use it · 使用人员范围" })
  users!: string;

  @Field(() => [String], { description: "Divisions that it is to cover, GB/T 2260 · 行政区划" })
  divisions!: readonly string[];

  @Field(() => DateTimeScalar, { description: "Until when · 使用期限" })
  validUntil!: Date;

  @Field(() => [SharingApplicationItem], { description: "What is applied for · 信息项" })
  items!: readonly SharingApplicationItem[];

  @Field(() => ApplicationStatus, { description: "Where it stands · 状态" })
  status!: ApplicationStatus;

  @Field(() => DateTimeScalar, { description: "When it was submitted · 提交时间" })
  submittedAt!: Date;

  @Field(() => WorkingDeadline, { description: "Until when it is to be reviewed · 审核期限" })
  deadline!: WorkingDeadline;

  @Field({ description: "Whether the review is late · 是否逾期" })
  isOverdue!: boolean;
}

@InputType({ description: "An item that is applied for · 申请的信息项" })
export class WantedItemInput {
  @Field({ description: "The item, as `Type.field` · 信息项" })
  coordinate!: string;

  @Field(() => ItemMode, { description: "How it is to be used · 共享方式" })
  mode!: ItemMode;

  @Field({ defaultValue: false, description: "Whether it is to leave its department unmasked · 是否不脱敏" })
  unmasked!: boolean;
}

@InputType({ description: "A sharing application · 共享申请" })
export class SubmitSharingApplicationInput {
  @Field({ description: "The system that will ask, as in its tokens · 应用系统" })
  application!: string;

  @Field({ description: "Code of the scenario · 应用场景编码" })
  scenario!: string;

  @Field(() => [WantedItemInput], { description: "What is applied for · 信息项" })
  items!: WantedItemInput[];

  @Field({ description: "Who will use it · 使用人员范围" })
  users!: string;

  @Field(() => [String], { description: "Divisions that it is to cover, GB/T 2260 · 行政区划" })
  divisions!: string[];

  @Field(() => DateTimeScalar, { description: "Until when · 使用期限" })
  validUntil!: string;

  @Field({ description: "Your own name of this submission: sent again, it is the same application · 提交标识（防重复）" })
  submission!: string;
}

@ObjectType({ description: "What will become of an item · 申请前检查" })
export class ItemFinding {
  @Field({ description: "The item, as `Type.field` · 信息项" })
  coordinate!: string;

  @Field(() => ItemMode, { description: "How it is to be used · 共享方式" })
  mode!: ItemMode;

  @Field(() => ItemProspect, { description: "What will become of it · 检查结果" })
  prospect!: ItemProspect;
}

@InputType({ description: "An item by its name · 信息项名称" })
export class ItemNameInput {
  @Field({ description: "The item, as `Type.field` · 信息项" })
  coordinate!: string;

  @Field(() => ItemMode, { description: "How it is to be used · 共享方式" })
  mode!: ItemMode;
}

@InputType({ description: "An act upon an application, in words · 对申请的处理" })
export class ApplicationWordsInput {
  @Field(() => ID, { description: "The application · 申请编号" })
  id!: string;

  @Field(() => Int, { description: "The version that it was decided upon · 版本" })
  version!: number;

  @Field({ description: "What is missing, what is supplied, or why · 说明" })
  words!: string;
}

@InputType({ description: "A review or a mediation · 审核或协调意见" })
export class ReviewSharingApplicationInput {
  @Field(() => ID, { description: "The application · 申请编号" })
  id!: string;

  @Field(() => Int, { description: "The version that it was decided upon · 版本" })
  version!: number;

  @Field(() => [ItemNameInput], { description: "Items approved; the others are refused · 同意的信息项，其余不予同意" })
  approve!: ItemNameInput[];

  @Field(() => String, { nullable: true, description: "Why; needed for what is refused · 理由" })
  reason?: string | null;
}

@InputType({ description: "An extension of the period · 延长期限" })
export class ExtendDeadlineInput {
  @Field(() => ID, { description: "The application · 申请编号" })
  id!: string;

  @Field(() => Int, { description: "The version that it was decided upon · 版本" })
  version!: number;

  @Field(() => Int, { description: "Working days, 10 at most · 延长的工作日" })
  days!: number;

  @Field({ description: "Why · 理由" })
  reason!: string;
}
