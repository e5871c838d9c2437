import { type MigrationInterface, type QueryRunner, Table } from "typeorm";

/** The register of legal entities: entities, shares in them, their annual reports. */
export class CreateRegister1764000000000 implements MigrationInterface {
  readonly name = "CreateRegister1764000000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [legalEntities(), shareholdings(), annualReports()]) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ["annual_report", "shareholding", "legal_entity"]) await queryRunner.dropTable(name);
  }
}

function legalEntities(): Table {
  return new Table({
    name: "legal_entity",
    columns: [
      { name: "uscc", type: "varchar", length: "18", isPrimary: true },
      { name: "name", type: "varchar", length: "200" },
      { name: "kind", type: "varchar", length: "24" },
      { name: "legal_representative_id", type: "varchar", length: "18" },
      { name: "division", type: "varchar", length: "6" },
      { name: "registered_address", type: "varchar", length: "200" },
      { name: "industry", type: "varchar", length: "1" },
      { name: "established_on", type: "varchar", length: "10" },
      { name: "registration_authority", type: "varchar", length: "100" },
      { name: "status", type: "varchar", length: "16" },
      { name: "business_scope", type: "text" },
      { name: "registration_number", type: "varchar", length: "20" },
      { name: "registered_capital", type: "integer", isNullable: true },
      { name: "employees", type: "integer", isNullable: true },
      { name: "taxpayer_number", type: "varchar", length: "20", isNullable: true },
      { name: "tax_registered_on", type: "varchar", length: "10", isNullable: true },
      { name: "tax_authority", type: "varchar", length: "100", isNullable: true },
    ],
    indices: [
      { name: "legal_entity_representative", columnNames: ["legal_representative_id", "uscc"] },
      { name: "legal_entity_division", columnNames: ["division", "uscc"] },
    ],
  });
}

function shareholdings(): Table {
  return new Table({
    name: "shareholding",
    columns: [
      { name: "uscc", type: "varchar", length: "18", isPrimary: true },
      { name: "holder_kind", type: "varchar", length: "12", isPrimary: true },
      { name: "holder_id", type: "varchar", length: "18", isPrimary: true },
      { name: "basis_points", type: "integer" },
    ],
  });
}

function annualReports(): Table {
  return new Table({
    name: "annual_report",
    columns: [
      { name: "uscc", type: "varchar", length: "18", isPrimary: true },
      { name: "year", type: "integer", isPrimary: true },
      { name: "revenue", type: "integer" },
      { name: "employees", type: "integer" },
    ],
  });
}
