import { type MigrationInterface, type QueryRunner, Table } from "typeorm";

/** The register of electronic licences. */
export class CreateRegister1764000000000 implements MigrationInterface {
  readonly name = "CreateRegister1764000000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: "licence",
        columns: [
          { name: "identifier", type: "varchar", length: "100", isPrimary: true },
          { name: "kind", type: "varchar", length: "32" },
          { name: "name", type: "varchar", length: "200" },
          { name: "holder_kind", type: "varchar", length: "12" },
          { name: "holder_id", type: "varchar", length: "18" },
          { name: "holder_name", type: "varchar", length: "200" },
          { name: "number", type: "varchar", length: "64" },
          { name: "issuer", type: "varchar", length: "100" },
          { name: "issued_on", type: "varchar", length: "10" },
          { name: "valid_from", type: "varchar", length: "10" },
          { name: "valid_until", type: "varchar", length: "10", isNullable: true },
          { name: "status", type: "varchar", length: "16" },
        ],
        indices: [{ name: "licence_holder", columnNames: ["holder_id", "holder_kind", "identifier"] }],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable("licence");
  }
}
