import { Arg, Ctx, Field, ID, InputType, Int, ObjectType, Query, Resolver } from "type-graphql";
import { type Page, readPage } from "../kit/connection.js";
import type { SubgraphContext } from "../kit/definition.js";
import { rootEntity } from "../kit/guard.js";
import { DateScalar, PageInfo } from "../kit/shared-types.js";
import { Exercises, Identifier, Reveals } from "../kit/sharing.js";
import { Person } from "./graph/person.js";
import type { PopulationLoaders } from "./loaders.js";
import { PersonRow } from "./store/person-row.js";
import { Sex } from "./terms.js";

type Context = SubgraphContext<PopulationLoaders>;

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

@ObjectType({ description: "A person in a list · 人员列表项" })
export class PersonEdge {
  @Field(() => Person, { nullable: true, description: "The person · 人员" })
  node!: Person | null;

  @Field({ description: "Where the person stands in the list · 游标" })
  cursor!: string;
}

@ObjectType({ description: "A page of persons · 人员分页列表" })
export class PersonConnection {
  @Field(() => [PersonEdge], { description: "The persons with their cursors · 列表项" })
  edges!: PersonEdge[];

  @Field(() => [Person], { nullable: "items", description: "The persons · 人员" })
  nodes!: (Person | null)[];

  @Field(() => PageInfo, { description: "Where the page stands · 分页信息" })
  pageInfo!: PageInfo;
}

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
    return rootEntity("Person", row, row?.registeredDivision ?? null, context) as Person | null;
  }

  @Query(() => PersonConnection, { description: "Persons that fit a filter, a page at a time · 按条件列出人员" })
  @Exercises("OBTAIN")
  async persons(
    @Arg("where", () => PersonFilter, { description: "Which persons · 筛选条件" }) where: PersonFilter,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "Page size, at most 200 · 每页数量" }) first: number | null,
    @Arg("after", () => String, { nullable: true, description: "After this cursor · 起始游标" }) after: string | null,
    @Ctx() context: Context,
  ): Promise<PersonConnection> {
    const page: Page<PersonRow> = await readPage(context, {
      target: PersonRow,
      key: "idNumber",
      division: "registeredDivision",
      first,
      after,
      filter: where,
      where: (query) => applyFilter(query, where),
    });
    return page as unknown as PersonConnection;
  }
}

/** The conditions of a filter on rows named `item`; a filter of a statistic is one too. */
export function applyFilter(
  query: { andWhere(sql: string, parameters: object): unknown },
  { registeredDivision, sex, bornFrom, bornUntil, alive }: PersonFilter,
): void {
  if (registeredDivision != null) {
    query.andWhere("item.registeredDivision LIKE :below", { below: `${registeredDivision.replace(/(?:00){1,2}$/, "")}%` });
  }
  if (sex != null) query.andWhere("item.sex = :sex", { sex });
  if (bornFrom != null) query.andWhere("item.birthDate >= :bornFrom", { bornFrom });
  if (bornUntil != null) query.andWhere("item.birthDate <= :bornUntil", { bornUntil });
  if (alive != null) query.andWhere("item.alive = :alive", { alive: alive ? 1 : 0 });
}
