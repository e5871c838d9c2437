import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { nestedEntity } from "../../kit/guard.js";
import type { LegalEntityContext } from "../loaders.js";
import { Person } from "./person.js";

/** What this department adds to a person. */
@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver()
  async companies(@Root() { idNumber }: Person, @Ctx() context: LegalEntityContext): Promise<object[]> {
    const rows = await context.loaders.companies.load(idNumber);
    return rows.map((row) => nestedEntity("LegalEntity", "uscc", row, row.division, context));
  }
}
