import { type MigrationInterface, type QueryRunner, Table } from "typeorm";

/** The registers of administrative divisions and of parcels with their owners, users and mortgages. */
export class CreateRegisters1764000000000 implements MigrationInterface {
  readonly name = "CreateRegisters1764000000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [divisions(), parcels(), parcelOwners(), premises(), mortgages()]) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ["mortgage", "premises", "parcel_owner", "parcel", "administrative_division"]) await queryRunner.dropTable(name);
  }
}

function divisions(): Table {
  return new Table({
    name: "administrative_division",
    columns: [
      { name: "code", type: "varchar", length: "6", isPrimary: true },
      { name: "name", type: "varchar", length: "50" },
      { name: "level", type: "varchar", length: "8" },
      { name: "parent_code", type: "varchar", length: "6", isNullable: true },
      { name: "west", type: "double", isNullable: true },
      { name: "south", type: "double", isNullable: true },
      { name: "east", type: "double", isNullable: true },
      { name: "north", type: "double", isNullable: true },
    ],
    indices: [{ name: "administrative_division_parent", columnNames: ["parent_code", "code"] }],
  });
}

function parcels(): Table {
  return new Table({
    name: "parcel",
    columns: [
      { name: "unit_number", type: "varchar", length: "28", isPrimary: true },
      { name: "division", type: "varchar", length: "6" },
      { name: "land_use", type: "varchar", length: "16" },
      { name: "area", type: "double" },
      { name: "longitude", type: "double", isNullable: true },
      { name: "latitude", type: "double", isNullable: true },
    ],
    indices: [
      { name: "parcel_division", columnNames: ["division", "unit_number"] },
      { name: "parcel_location", columnNames: ["latitude", "longitude"] },
    ],
  });
}

function parcelOwners(): Table {
  return new Table({
    name: "parcel_owner",
    columns: [
      { name: "unit_number", type: "varchar", length: "28", isPrimary: true },
      { name: "owner_kind", type: "varchar", length: "12", isPrimary: true },
      { name: "owner_id", type: "varchar", length: "18", isPrimary: true },
    ],
    indices: [{ name: "parcel_owner_owner", columnNames: ["owner_id", "owner_kind", "unit_number"] }],
  });
}

function premises(): Table {
  return new Table({
    name: "premises",
    columns: [
      { name: "uscc", type: "varchar", length: "18", isPrimary: true },
      { name: "unit_number", type: "varchar", length: "28", isPrimary: true },
    ],
  });
}

function mortgages(): Table {
  return new Table({
    name: "mortgage",
    columns: [
      { name: "unit_number", type: "varchar", length: "28", isPrimary: true },
      { name: "registration_number", type: "varchar", length: "40", isPrimary: true },
      { name: "mortgagee_uscc", type: "varchar", length: "18" },
      { name: "amount", type: "integer" },
      { name: "registered_on", type: "varchar", length: "10" },
      { name: "discharged_on", type: "varchar", length: "10", isNullable: true },
    ],
  });
}
