import { Field, InputType } from "type-graphql";
import { DateScalar } from "../../kit/shared-types.js";
import { Identifier, Reveals } from "../../kit/sharing.js";
import { type IndustrySection, LegalEntityKind, LegalEntityStatus } from "../terms.js";
import { Industry } from "./enums.js";

@InputType({ description: "Which legal entities; every condition must hold · 法人筛选条件（须同时满足）" })
export class LegalEntityFilter {
  @Field(() => LegalEntityKind, { nullable: true, description: "Of this kind · 主体类型" })
  @Reveals("LegalEntity.kind")
  kind?: LegalEntityKind | null;

  @Field(() => Industry, { nullable: true, description: "In this industry section · 行业门类" })
  @Reveals("LegalEntity.industry")
  industry?: IndustrySection | null;

  @Field(() => LegalEntityStatus, { nullable: true, description: "In this registration status · 登记状态" })
  @Reveals("LegalEntity.status")
  status?: LegalEntityStatus | null;

  @Field(() => String, { nullable: true, description: "In this division or below it, GB/T 2260 · 住所所在行政区划（含下级）" })
  @Reveals("LegalEntity.division")
  @Identifier("GBT_2260")
  division?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Established on this day or later · 成立日期起" })
  @Reveals("LegalEntity.establishedOn")
  establishedFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Established on this day or earlier · 成立日期止" })
  @Reveals("LegalEntity.establishedOn")
  establishedUntil?: string | null;
}

@InputType({ description: "Which legal entities to count; every condition must hold · 法人统计条件（须同时满足）" })
export class LegalEntityStatisticsFilter extends LegalEntityFilter {}
