import "./enums.js";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DateScalar } from "../../kit/shared-types.js";
import { EmploymentStatus, InsuranceKind } from "../terms.js";
import { Person } from "./person.js";

/** A legal entity as this register refers to it: by its key; the legal entity department knows the rest. */
@ObjectType("LegalEntity")
@Directive('@key(fields: "uscc", resolvable: false)')
export class LegalEntityReference {
  @Field(() => ID)
  uscc!: string;

  readonly __typename = "LegalEntity";
}

@ObjectType({ description: "Birth certificate · 出生医学证明" })
export class BirthCertificate {
  @Field({ description: "Number · 编号" })
  number!: string;

  @Field({ description: "Issuer · 签发机构" })
  issuer!: string;

  @Field(() => DateScalar, { description: "Issued on · 签发日期" })
  issuedOn!: string;

  @Field(() => Person, { nullable: true, description: "Mother · 母亲" })
  mother!: Person | null;

  @Field(() => Person, { nullable: true, description: "Father · 父亲" })
  father!: Person | null;
}

@ObjectType({ description: "Death record · 死亡登记" })
export class DeathRecord {
  @Field({ description: "Certificate number · 证明编号" })
  certificateNumber!: string;

  @Field(() => DateScalar, { description: "Date of death · 死亡日期" })
  date!: string;

  @Field({ description: "Place of death · 死亡地点" })
  place!: string;
}

@ObjectType({ description: "Employment · 就业登记" })
export class Employment {
  @Field(() => EmploymentStatus, { description: "Status · 从业状况" })
  status!: EmploymentStatus;

  @Field(() => LegalEntityReference, { nullable: true, description: "Employer · 用人单位" })
  employer!: LegalEntityReference | null;

  @Field(() => DateScalar, { nullable: true, description: "Since · 起始日期" })
  since!: string | null;
}

@ObjectType({ description: "Social insurance · 社会保险" })
export class SocialInsurance {
  @Field(() => InsuranceKind, { description: "Kind · 险种" })
  kind!: InsuranceKind;

  @Field({ description: "Number · 个人编号" })
  number!: string;

  @Field(() => DateScalar, { description: "Joined on · 参保日期" })
  joinedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: "Stopped on · 停保日期" })
  stoppedOn!: string | null;

  @Field(() => LegalEntityReference, { nullable: true, description: "Employer · 参保单位" })
  employer!: LegalEntityReference | null;
}

@ObjectType({ description: "Minimum living allowance · 最低生活保障" })
export class MinimumLivingAllowance {
  @Field({ description: "Certificate number · 低保证号" })
  certificateNumber!: string;

  @Field({ description: "Issuer · 发放机构" })
  issuer!: string;

  @Field(() => DateScalar, { description: "From · 起始日期" })
  from!: string;

  @Field(() => DateScalar, { nullable: true, description: "Until · 终止日期" })
  until!: string | null;
}
