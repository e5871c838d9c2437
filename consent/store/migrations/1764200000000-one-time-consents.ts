import { type MigrationInterface, type QueryRunner, Table, TableColumn } from "typeorm";
import { flag, instant, key, OPTIONAL, text } from "./table-columns.js";

const USE = new Table({
  name: "consent_use",
  columns: [key("consent_id", 36), text("request_id", 36), instant("reserved_at")],
  indices: [{ name: "consent_use_request", columnNames: ["request_id"] }],
});

/** Consents that are for one use, and who has it. */
export class OneTimeConsents1764200000000 implements MigrationInterface {
  readonly name = "OneTimeConsents1764200000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.addColumn("consent_record", new TableColumn({ ...flag("one_time"), ...OPTIONAL }));
    await queryRunner.createTable(USE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(USE);
    await queryRunner.dropColumn("consent_record", "one_time");
  }
}
