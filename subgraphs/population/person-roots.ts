import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { type Page, readPage } from "../kit/connection.js";
import type { SubgraphContext } from "../kit/definition.js";
import { rootEntity } from "../kit/guard.js";
import { Exercises, Identifier, Reveals } from "../kit/sharing.js";
import { Person } from "./graph/person.js";
import { PersonConnection } from "./graph/person-connection.js";
import { PersonFilter } from "./graph/person-filter.js";
import type { PopulationLoaders } from "./loaders.js";
import { addConditions } from "./store/person-conditions.js";
import { PersonRow } from "./store/person-row.js";

type Context = SubgraphContext<PopulationLoaders>;

/** The roots that lead to persons. */
@Resolver()
export class PersonRoots {
  @Query(() => Person, { nullable: true, description: "One person, by identity number · 按身份号码查询一人" })
  @Exercises("QUERY")
  async person(
    @Arg("idNumber", () => ID, { description: "Identity number, GB 11643 · 公民身份号码" })
    @Reveals("Person.idNumber")
    @Identifier("GB_11643")
    idNumber: string,
    @Ctx() context: Context,
  ): Promise<Person | null> {
    const row = await context.loaders.persons.load(idNumber);
    return rootEntity("Person", row, row?.registeredDivision ?? null, context);
  }

  @Query(() => PersonConnection, { description: "Persons that fit a filter, a page at a time · 按条件列出人员" })
  @Exercises("OBTAIN")
  async persons(
    @Arg("where", () => PersonFilter, { description: "Which persons · 筛选条件" }) where: PersonFilter,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "Page size, at most 200 · 每页数量" }) first: number | null,
    @Arg("after", () => String, { nullable: true, description: "After this cursor · 起始游标" }) after: string | null,
    @Ctx() context: Context,
  ): Promise<Page<PersonRow>> {
    return readPage(context, {
      target: PersonRow,
      key: "idNumber",
      division: "registeredDivision",
      first,
      after,
      filter: where,
      where: (query) => addConditions(query, where),
    });
  }
}
