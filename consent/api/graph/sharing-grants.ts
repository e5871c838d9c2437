import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../../../subgraphs/kit/shared-types.js";
import { GrantStatus, ItemMode } from "./terms.js";

@ObjectType({ description: "One item of a sharing grant · 授权的信息项" })
export class SharingGrantItem {
  @Field({ description: "The item, as `Type.field` · 信息项" })
  coordinate!: string;

  @Field(() => ItemMode, { description: "How it may be used · 共享方式" })
  mode!: ItemMode;

  @Field({ description: "Whether it leaves its department unmasked · 是否不脱敏" })
  unmasked!: boolean;
}

@ObjectType({ description: "What a system of a department may use for a scenario · 共享授权" })
export class SharingGrant {
  @Field(() => ID, { description: "Id · 编号" })
  id!: string;

  @Field(() => Int, { description: "Rises with every change · 版本" })
  version!: number;

  @Field({ description: "Credit code of the consumer department · 使用部门统一社会信用代码" })
  department!: string;

  @Field({ description: "The system · 应用系统" })
  application!: string;

  @Field({ description: "Code of the scenario · 应用场景编码" })
  scenario!: string;

  @Field(() => String, { nullable: true, description: "The statute that stands in the place of consent; null: consent is asked · 法定依据" })
  statutoryBasis!: string | null;

  @Field(() => [String], { description: "Divisions that it covers, GB/T 2260 · 行政区划" })
  divisions!: readonly string[];

  @Field(() => [SharingGrantItem], { description: "Items · 信息项" })
  items!: readonly SharingGrantItem[];

  @Field(() => GrantStatus, { description: "Where it stands · 状态" })
  status!: GrantStatus;

  @Field(() => DateTimeScalar, { description: "From when · 生效时间" })
  validFrom!: Date;

  @Field(() => DateTimeScalar, { description: "Until when · 失效时间" })
  validUntil!: Date;
}

@InputType({ description: "A change of a sharing grant · 共享授权变更" })
export class ChangeSharingGrantInput {
  @Field(() => ID, { description: "The sharing grant · 授权编号" })
  id!: string;

  @Field(() => Int, { description: "The version that it was decided upon · 版本" })
  version!: number;

  @Field({ description: "Why · 理由" })
  reason!: string;
}
