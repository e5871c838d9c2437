import { Arg, Ctx, Directive, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Column, Entity, Index, type MigrationInterface, PrimaryColumn, type QueryRunner, Table } from "typeorm";
import { type Page, readPage } from "../connection.js";
import { defineSubgraph, type SubgraphContext } from "../definition.js";
import { nestedEntity, rootEntity } from "../guard.js";
import { rowLoader, rowsLoader } from "../loaders.js";
import { masked } from "../masks.js";
import { DecisionScalar, PageInfo } from "../shared-types.js";
import { Exercises, ProtectedSharing, Reveals, Sharing } from "../sharing.js";

/** A small department for the kit's own tests: vehicles with a keeper, a trailer, and a list. */
@Entity("vehicle")
@Index("vehicle_division", ["division", "plate"])
export class VehicleRow {
  @PrimaryColumn({ type: "varchar", length: 10 })
  plate!: string;

  @Column({ type: "varchar", length: 6 })
  division!: string;

  @Column({ type: "varchar", length: 10 })
  colour!: string;

  @Column({ type: "varchar", length: 20, nullable: true })
  keeper!: string | null;

  @Column({ type: "varchar", length: 10, nullable: true })
  trailer!: string | null;
}

class CreateVehicles1700000000000 implements MigrationInterface {
  readonly name = "CreateVehicles1700000000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    const text = (name: string, length: string) => ({ name, type: "varchar", length });
    const columns = [
      { ...text("plate", "10"), isPrimary: true },
      text("division", "6"),
      text("colour", "10"),
      { ...text("keeper", "20"), isNullable: true },
      { ...text("trailer", "10"), isNullable: true },
    ];
    await queryRunner.createTable(new Table({ name: "vehicle", columns, indices: [{ name: "vehicle_division", columnNames: ["division", "plate"] }] }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable("vehicle");
  }
}

const loadersOf = (database: SubgraphContext["database"]) => ({
  vehicles: rowLoader(database, VehicleRow, "plate"),
  byColour: rowsLoader(database, VehicleRow, { by: "colour", order: ["plate"], bound: 2 }),
});

type Context = SubgraphContext<ReturnType<typeof loadersOf>>;

@ObjectType({ description: "Vehicle · 车辆" })
@Directive('@key(fields: "plate")')
class Vehicle {
  @Field(() => ID, { description: "Plate · 号牌" })
  @Sharing({ type: "UNCONDITIONAL" })
  plate!: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;

  @Field(() => String, { nullable: true, description: "Colour · 颜色" })
  @Sharing({ type: "UNCONDITIONAL" })
  colour?: string;
}

@ObjectType()
class VehicleEdge {
  @Field(() => Vehicle, { nullable: true })
  node!: Vehicle | null;

  @Field()
  cursor!: string;
}

@ObjectType()
class VehicleConnection {
  @Field(() => [VehicleEdge])
  edges!: VehicleEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@Resolver(() => Vehicle)
class VehicleResolver {
  @Query(() => Vehicle, { nullable: true })
  async vehicle(@Reveals("Vehicle.plate") @Arg("plate", () => ID) plate: string, @Ctx() context: Context): Promise<object | null> {
    const row = await context.loaders.vehicles.load(plate);
    return rootEntity("Vehicle", row, row?.division ?? null, context);
  }

  @Query(() => VehicleConnection)
  @Exercises("OBTAIN")
  vehicles(
    @Reveals("Vehicle.colour") @Arg("colour", () => String, { nullable: true }) colour: string | null,
    @Arg("first", () => Int, { nullable: true }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Ctx() context: Context,
  ): Promise<Page<VehicleRow>> {
    const where = (query: { andWhere(sql: string, parameters: object): unknown }) => void (colour && query.andWhere("item.colour = :colour", { colour }));
    return readPage(context, { target: VehicleRow, key: "plate", division: "division", first, after, filter: { colour }, where });
  }

  @FieldResolver(() => String, { nullable: true, description: "Keeper's telephone · 保管人电话" })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《道路交通安全法》第八条", mask: "PHONE" })
  keeper(@Root() { keeper }: VehicleRow, @Arg("format", () => String, { nullable: true }) format: string | null, @Ctx() { caller }: Context): string | null {
    if (format === "broken") throw new Error(`cannot format ${keeper}`);
    return masked("PHONE", "Vehicle.keeper", keeper, caller);
  }

  @FieldResolver(() => Vehicle, { nullable: true, description: "Trailer · 挂车" })
  @Sharing({ type: "UNCONDITIONAL" })
  async trailer(@Root() { trailer }: VehicleRow, @Ctx() context: Context): Promise<object | null> {
    const row = trailer && (await context.loaders.vehicles.load(trailer));
    return row ? nestedEntity("Vehicle", "plate", row, row.division, context) : null;
  }
}

/** The small department. */
export const vehicleRegister = defineSubgraph({
  name: "vehicle",
  resolvers: [VehicleResolver],
  references: {
    Vehicle: {
      key: "plate",
      load: ({ plate }, { loaders }: Context) => loaders.vehicles.load(String(plate)),
      divisionOf: (row: VehicleRow) => row.division,
    },
  },
  entities: [VehicleRow],
  migrations: [CreateVehicles1700000000000],
  createLoaders: loadersOf,
});

/** Vehicles inside (54) and outside of the callers' divisions. */
export const VEHICLES: readonly VehicleRow[] = [
  { plate: "A-1", division: "540102", colour: "red", keeper: "13800000001", trailer: "T-1" },
  { plate: "A-2", division: "540102", colour: "blue", keeper: "13800000002", trailer: "T-2" },
  { plate: "B-1", division: "110101", colour: "red", keeper: "13800000003", trailer: null },
  { plate: "T-1", division: "540121", colour: "grey", keeper: null, trailer: null },
  { plate: "T-2", division: "110101", colour: "grey", keeper: null, trailer: null },
];
