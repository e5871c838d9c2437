import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from "type-graphql";
import { dataSubjectKey } from "../../../consent/model/data-subject.js";
import { Refusal } from "../../../consent/model/errors.js";
import { readPage } from "../../kit/connection.js";
import { isElementPermitted, rootEntity } from "../../kit/guard.js";
import { Exercises, Reveals } from "../../kit/sharing.js";
import { OWNERS_BOUND } from "../bounds.js";
import type { GeospatialContext } from "../loaders.js";
import { ParcelRow } from "../store/parcel-row.js";
import { ParcelConnection } from "./connection.js";
import { BoundingBox, type Location } from "./location.js";
import { type Mortgage, Parcel } from "./parcel.js";

/** Of a division that is gone since, only the code is left. */
const UNKNOWN_DIVISION = { parentCode: null, west: null, south: null, east: null, north: null } as const;

/** Roots of parcels, and the fields that are more than a column. */
@Resolver(() => Parcel)
export class ParcelResolver {
  @Query(() => Parcel, { nullable: true, description: "One parcel · 查询宗地" })
  async parcel(
    @Reveals("Parcel.unitNumber") @Arg("unitNumber", () => ID, { description: "Real estate unit number · 不动产单元号" }) unitNumber: string,
    @Ctx() context: GeospatialContext,
  ): Promise<object | null> {
    const row = await context.loaders.parcels.load(unitNumber);
    return rootEntity("Parcel", row, row?.division ?? null, context);
  }

  @Query(() => ParcelConnection, { description: "Parcels within a box · 范围内宗地列表" })
  @Exercises("OBTAIN")
  async parcelsWithin(
    @Arg("box", () => BoundingBox, { description: "Where · 范围" }) box: BoundingBox,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "How many · 数量" }) first: number | null,
    @Arg("after", () => String, { nullable: true, description: "After this cursor · 起始游标" }) after: string | null,
    @Ctx() context: GeospatialContext,
  ): Promise<object> {
    const { west, south, east, north } = box;
    if (west > east || south > north) throw new Refusal("BAD_USER_INPUT", { argument: "box" });
    return readPage(context, {
      target: ParcelRow,
      key: "unitNumber",
      division: "division",
      first,
      after,
      filter: { west, south, east, north },
      where: (query) => void query.andWhere("item.longitude BETWEEN :west AND :east AND item.latitude BETWEEN :south AND :north", { west, south, east, north }),
    });
  }

  @FieldResolver()
  async ownerKeys(@Root() { unitNumber }: ParcelRow, @Ctx() { loaders }: GeospatialContext): Promise<string[] | null> {
    const owners = await loaders.owners.load(unitNumber);
    return owners.length > OWNERS_BOUND ? null : owners.map(({ ownerKind, ownerId }) => dataSubjectKey(ownerKind, ownerId));
  }

  /** The row and no reference: the planner asks for what is ours in this same fetch. */
  @FieldResolver()
  async division(@Root() { division }: ParcelRow, @Ctx() { loaders }: GeospatialContext): Promise<object> {
    return (await loaders.divisions.load(division)) ?? { ...UNKNOWN_DIVISION, code: division };
  }

  @FieldResolver()
  location(@Root() { longitude, latitude }: ParcelRow): Location | null {
    return longitude === null || latitude === null ? null : { longitude, latitude };
  }

  /** Owner by owner; who may not stand in the list is left out without a trace. */
  @FieldResolver()
  async owners(@Root() parcel: ParcelRow, @Ctx() { loaders }: GeospatialContext, @Info() info: GraphQLResolveInfo): Promise<object[]> {
    const owners = await loaders.owners.load(parcel.unitNumber);
    return owners
      .filter(({ ownerKind, ownerId }) => isElementPermitted(parcel, "Parcel.owners", info, dataSubjectKey(ownerKind, ownerId)))
      .map(({ ownerKind, ownerId }) => (ownerKind === "PERSON" ? { __typename: "Person", idNumber: ownerId } : { __typename: "LegalEntity", uscc: ownerId }));
  }

  @FieldResolver()
  async mortgages(@Root() { unitNumber }: ParcelRow, @Ctx() { loaders }: GeospatialContext): Promise<Mortgage[]> {
    const mortgages = await loaders.mortgages.load(unitNumber);
    return mortgages.map((mortgage) => ({ ...mortgage, mortgagee: { __typename: "LegalEntity", uscc: mortgage.mortgageeUscc } }));
  }
}
