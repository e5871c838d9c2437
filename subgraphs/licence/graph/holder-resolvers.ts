import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { LicenceContext } from "../loaders.js";
import { LegalEntity, Person } from "./holders.js";

/** What this department adds to a person. */
@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver()
  licences(@Root() { idNumber }: Person, @Ctx() { loaders }: LicenceContext): Promise<object[]> {
    return loaders.licencesOfPersons.load(idNumber);
  }
}

/** What this department adds to a legal entity. */
@Resolver(() => LegalEntity)
export class LegalEntityResolver {
  @FieldResolver()
  licences(@Root() { uscc }: LegalEntity, @Ctx() { loaders }: LicenceContext): Promise<object[]> {
    return loaders.licencesOfLegalEntities.load(uscc);
  }
}
