import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../kit/definition.js";
import { masked } from "../kit/masks.js";
import { ProtectedSharing } from "../kit/sharing.js";
import { BUSINESS, CONSENTED, Person } from "./graph/person.js";
import { BirthCertificate, DeathRecord, Employment, LegalEntityReference, MinimumLivingAllowance, SocialInsurance } from "./graph/records.js";
import type { PopulationLoaders } from "./loaders.js";
import type { PersonRow } from "./store/person-row.js";

type Context = SubgraphContext<PopulationLoaders>;

/** A person as a reference: the key alone; every field of it is asked for, and decided about, anew. */
function personReference(idNumber: string | null): Person | null {
  return idNumber === null ? null : ({ __typename: "Person", idNumber } as unknown as Person);
}

/** A legal entity as a reference. */
function legalEntityReference(uscc: string | null): LegalEntityReference | null {
  return uscc === null ? null : { __typename: "LegalEntity", uscc };
}

/** Fields of a person that are not columns as they stand. */
@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => String, { nullable: true, description: "Registered address, masked unless the sharing grant says otherwise · 户籍地址" })
  @ProtectedSharing({ ...BUSINESS, mask: "ADDRESS" })
  registeredAddress(@Root() person: PersonRow, @Ctx() { caller }: Context): string | null {
    return masked("ADDRESS", "Person.registeredAddress", person.registeredAddress, caller);
  }

  @FieldResolver(() => String, { nullable: true, description: "Telephone, masked unless the sharing grant says otherwise · 联系电话" })
  @ProtectedSharing({ ...CONSENTED, modes: ["QUERY", "COMPARE", "OBTAIN"], mask: "PHONE" })
  phone(@Root() person: PersonRow, @Ctx() { caller }: Context): string | null {
    return masked("PHONE", "Person.phone", person.phone, caller);
  }

  @FieldResolver(() => Person, { nullable: true, description: "Spouse · 配偶" })
  @ProtectedSharing(CONSENTED)
  spouse(@Root() { spouseId }: PersonRow): Person | null {
    return personReference(spouseId);
  }

  @FieldResolver(() => Person, { nullable: true, description: "Guardian · 监护人" })
  @ProtectedSharing(CONSENTED)
  guardian(@Root() { guardianId }: PersonRow): Person | null {
    return personReference(guardianId);
  }

  @FieldResolver(() => [Person], { nullable: "itemsAndList", description: "Children, at most 20 · 子女（至多20名）" })
  @ProtectedSharing(CONSENTED)
  async children(@Root() { idNumber }: PersonRow, @Ctx() { loaders }: Context): Promise<(Person | null)[]> {
    const rows = await loaders.children.load(idNumber);
    return rows.map(({ childId }) => personReference(childId));
  }

  @FieldResolver(() => [Person], { nullable: "itemsAndList", description: "Parents, at most 2 · 父母" })
  @ProtectedSharing(CONSENTED)
  parents(@Root() { motherId, fatherId }: PersonRow): (Person | null)[] {
    return [motherId, fatherId].filter((id) => id !== null).map(personReference);
  }

  @FieldResolver(() => BirthCertificate, { nullable: true, description: "Birth certificate · 出生医学证明" })
  @ProtectedSharing({ ...BUSINESS, basis: "《中华人民共和国母婴保健法》第二十三条" })
  async birthCertificate(@Root() { idNumber }: PersonRow, @Ctx() { loaders }: Context): Promise<BirthCertificate | null> {
    const row = await loaders.birthCertificates.load(idNumber);
    if (!row) return null;
    const { number, issuer, issuedOn, motherId, fatherId } = row;
    return { number, issuer, issuedOn, mother: personReference(motherId), father: personReference(fatherId) };
  }

  @FieldResolver(() => DeathRecord, { nullable: true, description: "Death record · 死亡登记" })
  @ProtectedSharing({ ...BUSINESS, basis: "《中华人民共和国户口登记条例》第八条" })
  deathRecord(@Root() { idNumber }: PersonRow, @Ctx() { loaders }: Context): Promise<DeathRecord | null> {
    return loaders.deathRecords.load(idNumber);
  }

  @FieldResolver(() => Employment, { nullable: true, description: "Employment · 就业登记" })
  @ProtectedSharing({ ...CONSENTED, basis: "《中华人民共和国就业促进法》第三十五条" })
  employment(@Root() { employmentStatus, employerUscc, employedSince }: PersonRow): Employment {
    return { status: employmentStatus, employer: legalEntityReference(employerUscc), since: employedSince };
  }

  @FieldResolver(() => [SocialInsurance], { nullable: "itemsAndList", description: "Social insurance, at most 5 · 社会保险（至多5项）" })
  @ProtectedSharing({ ...CONSENTED, modes: ["QUERY"], basis: "《中华人民共和国社会保险法》第八十一条" })
  async socialInsurance(@Root() { idNumber }: PersonRow, @Ctx() { loaders }: Context): Promise<SocialInsurance[]> {
    const rows = await loaders.insurances.load(idNumber);
    return rows.map(({ kind, number, joinedOn, stoppedOn, employerUscc }) => ({
      kind,
      number,
      joinedOn,
      stoppedOn,
      employer: legalEntityReference(employerUscc),
    }));
  }

  @FieldResolver(() => MinimumLivingAllowance, { nullable: true, description: "Minimum living allowance · 最低生活保障" })
  @ProtectedSharing({ ...CONSENTED, modes: ["QUERY"], basis: "《社会救助暂行办法》第六十一条" })
  minimumLivingAllowance(@Root() { idNumber }: PersonRow, @Ctx() { loaders }: Context): Promise<MinimumLivingAllowance | null> {
    return loaders.allowances.load(idNumber);
  }
}
