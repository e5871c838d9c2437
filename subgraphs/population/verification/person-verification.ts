import { Arg, Ctx, Directive, Field, FieldResolver, ID, InputType, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../kit/definition.js";
import { inScope } from "../../kit/scope.js";
import { DateScalar, DecisionScalar, Verdict } from "../../kit/shared-types.js";
import { Exercises, Identifier, Reveals, Sharing } from "../../kit/sharing.js";
import type { PopulationLoaders } from "../loaders.js";
import { IncomeLine, MaritalStatus, Sex } from "../terms.js";
import { claimsHold } from "./claims-hold.js";

type Context = SubgraphContext<PopulationLoaders>;

@InputType({ description: "What is claimed of a person; the claims hold or fail together · 待比对的声明" })
export class PersonClaims {
  @Field(() => String, { nullable: true, description: "Name · 姓名" })
  @Reveals("Person.name")
  name?: string | null;

  @Field(() => Sex, { nullable: true, description: "Sex · 性别" })
  @Reveals("Person.sex")
  sex?: Sex | null;

  @Field(() => DateScalar, { nullable: true, description: "Date of birth · 出生日期" })
  @Reveals("Person.birthDate")
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: "Registered address · 户籍地址" })
  @Reveals("Person.registeredAddress")
  registeredAddress?: string | null;

  @Field(() => String, { nullable: true, description: "Telephone · 联系电话" })
  @Reveals("Person.phone")
  phone?: string | null;

  @Field(() => MaritalStatus, { nullable: true, description: "Marital status · 婚姻状况" })
  @Reveals("Person.maritalStatus")
  maritalStatus?: MaritalStatus | null;

  @Field(() => IncomeLine, { nullable: true, description: "Annual income lies within this line · 年收入在此标准以内" })
  @Reveals("Person.annualIncome")
  annualIncomeWithin?: IncomeLine | null;
}

/** A comparison with the register; it stands whether or not such a person exists, so that nobody learns which. */
@ObjectType({ description: "Comparison of claims with the register. Not yet protected against inference · 信息比对（尚未采取防推断措施）" })
@Directive('@key(fields: "idNumber")')
export class PersonVerification {
  @Field(() => ID, { description: "Identity number, GB 11643 · 公民身份号码" })
  @Sharing({ type: "CONDITIONAL", modes: ["COMPARE"], sensitivity: "SENSITIVE", basis: "《中华人民共和国居民身份证法》第六条" })
  idNumber!: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;
}

@Resolver(() => PersonVerification)
export class PersonVerificationResolver {
  @Query(() => PersonVerification, { description: "Compare claims with what the register holds of a person · 比对人员信息" })
  @Exercises("COMPARE")
  personVerification(
    @Arg("idNumber", () => ID, { description: "Identity number, GB 11643 · 公民身份号码" })
    @Reveals("Person.idNumber")
    @Identifier("GB_11643")
    idNumber: string,
  ): PersonVerification {
    return { idNumber };
  }

  @FieldResolver(() => Verdict, { nullable: true, description: "Whether all claims hold · 比对结论" })
  @Directive('@requires(fields: "decision")')
  @Exercises("COMPARE")
  @Sharing({ type: "CONDITIONAL", modes: ["COMPARE"], sensitivity: "PERSONAL", basis: "《中华人民共和国居民身份证法》第六条" })
  async verdict(
    @Root() { idNumber }: PersonVerification,
    @Arg("claims", () => PersonClaims, { description: "The claims · 声明" }) claims: PersonClaims,
    @Ctx() { loaders, caller }: Context,
  ): Promise<Verdict> {
    const row = await loaders.persons.load(idNumber);
    // An outsider is nobody here: another answer would tell that the person exists elsewhere.
    const known = row && inScope(caller, row.registeredDivision) ? row : null;
    return claimsHold(claims, known) ? Verdict.MATCH : Verdict.NO_MATCH;
  }
}
