import { Field, ObjectType } from "type-graphql";
import { DataSubject } from "../../../subgraphs/kit/shared-types.js";
import { Access } from "../../../subgraphs/kit/sharing.js";
import { Consent, ConsentRequest } from "./consents.js";
import { Person } from "./data-subjects.js";

/** Requests and consents that `me` lists at most, the newest first. */
export const LIST_BOUND = 100;

@ObjectType({ description: "The caller as the gateway sees it · 当前调用者" })
export class Me {
  @Field({ description: "Role · 角色" })
  role!: string;

  @Field(() => String, { nullable: true, description: "Credit code of the caller's department · 所属部门统一社会信用代码" })
  department!: string | null;

  @Field(() => String, { nullable: true, description: "Application · 应用系统" })
  application!: string | null;

  @Field(() => String, { nullable: true, description: "Scenario of this request · 应用场景" })
  scenario!: string | null;

  @Field(() => String, { nullable: true, description: "Case of this request · 办件编号" })
  case!: string | null;

  @Field(() => Person, { nullable: true, description: "The citizen · 本人" })
  @Access("citizen")
  person?: Person | null;

  @Field(() => [DataSubject], { description: "Whom the citizen represents · 所代表的数据主体" })
  @Access("citizen")
  represents?: DataSubject[];

  @Field(() => [ConsentRequest], {
    description: `Requests to the citizen and to those represented, the newest ${LIST_BOUND} · 收到的同意请求（最近${LIST_BOUND}条）`,
  })
  @Access("citizen")
  consentRequests?: ConsentRequest[];

  @Field(() => [Consent], { description: `Consents of the citizen and of those represented, the newest ${LIST_BOUND} · 作出的同意（最近${LIST_BOUND}条）` })
  @Access("citizen")
  consents?: Consent[];
}
