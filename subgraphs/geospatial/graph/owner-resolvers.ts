import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { nestedEntity } from "../../kit/guard.js";
import type { GeospatialContext } from "../loaders.js";
import { LegalEntity } from "./legal-entity.js";
import { Person } from "./person.js";

/** What this department adds to a person. */
@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver()
  async realEstate(@Root() { idNumber }: Person, @Ctx() context: GeospatialContext): Promise<object[]> {
    return parcelsOf(await context.loaders.ownedByPersons.load(idNumber), context);
  }
}

/** What this department adds to a legal entity. */
@Resolver(() => LegalEntity)
export class LegalEntityResolver {
  @FieldResolver()
  async realEstate(@Root() { uscc }: LegalEntity, @Ctx() context: GeospatialContext): Promise<object[]> {
    return parcelsOf(await context.loaders.ownedByLegalEntities.load(uscc), context);
  }

  @FieldResolver()
  async premises(@Root() { uscc }: LegalEntity, @Ctx() context: GeospatialContext): Promise<object[]> {
    return parcelsOf(await context.loaders.premises.load(uscc), context);
  }
}

/** The parcels that rows refer to, outsiders with their key only; a reference to none is left out. */
async function parcelsOf(references: readonly { readonly unitNumber: string }[], context: GeospatialContext): Promise<object[]> {
  const rows = await Promise.all(references.map(({ unitNumber }) => context.loaders.parcels.load(unitNumber)));
  return rows.filter((row) => row !== null).map((row) => nestedEntity("Parcel", "unitNumber", row, row.division, context));
}
