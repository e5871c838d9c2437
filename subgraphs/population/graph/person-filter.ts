import "./enums.js";
import { Field, InputType } from "type-graphql";
import { DateScalar } from "../../kit/shared-types.js";
import { Identifier, Reveals } from "../../kit/sharing.js";
import { Sex } from "../terms.js";

/** Basic items only: a filter by an item that needs consent would tell what the consent withholds. */
@InputType({ description: "Which persons to list · 人员筛选条件" })
export class PersonFilter {
  @Field(() => String, { nullable: true, description: "Division of household registration, with all below it · 户籍地行政区划" })
  @Reveals("Person.registeredDivision")
  @Identifier("GBT_2260")
  registeredDivision?: string | null;

  @Field(() => Sex, { nullable: true, description: "Sex · 性别" })
  @Reveals("Person.sex")
  sex?: Sex | null;

  @Field(() => DateScalar, { nullable: true, description: "Born on this date or later · 出生日期不早于" })
  @Reveals("Person.birthDate")
  bornFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Born on this date or earlier · 出生日期不晚于" })
  @Reveals("Person.birthDate")
  bornUntil?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether alive · 是否在世" })
  @Reveals("Person.alive")
  alive?: boolean | null;
}
