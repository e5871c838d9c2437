import { type MigrationInterface, type QueryRunner, Table, TableColumn } from "typeorm";
import { flag, instant, key, long, number, OPTIONAL, text } from "./table-columns.js";

const APPLICATION = new Table({
  name: "sharing_application",
  columns: [
    key("id", 36),
    number("version"),
    text("department", 18),
    text("application", 64),
    text("scenario", 64),
    long("users"),
    long("divisions"),
    instant("valid_until"),
    text("status", 16),
    instant("submitted_at"),
    text("due_on", 10),
    instant("due_at"),
    text("calendar", 32),
    flag("is_estimate"),
    flag("material_asked"),
    flag("extended"),
    text("submission", 64),
  ],
  indices: [
    { name: "sharing_application_submission", columnNames: ["department", "submission"], isUnique: true },
    { name: "sharing_application_due", columnNames: ["status", "due_at"] },
  ],
});

const ITEM = new Table({
  name: "sharing_application_item",
  columns: [key("application_id", 36), key("coordinate", 128), key("mode", 16), flag("unmasked"), text("provider_department", 18), text("state", 16)],
  indices: [{ name: "sharing_application_item_provider", columnNames: ["provider_department", "state"] }],
});

const CATALOGUE = new Table({
  name: "catalogue_item",
  columns: [key("coordinate", 128), text("provider_department", 18), long("rule")],
});

/** The published catalogue's items, sharing applications with their items, and the words of an administrative act in the history. */
export class SharingApplications1764100000000 implements MigrationInterface {
  readonly name = "SharingApplications1764100000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(CATALOGUE);
    await queryRunner.createTable(APPLICATION);
    await queryRunner.createTable(ITEM);
    await queryRunner.addColumn("consent_event", new TableColumn(long("words", OPTIONAL)));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn("consent_event", "words");
    await queryRunner.dropTable(ITEM);
    await queryRunner.dropTable(APPLICATION);
    await queryRunner.dropTable(CATALOGUE);
  }
}
