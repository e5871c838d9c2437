import { flag, instant, key, long, number, OPTIONAL, text } from "./table-columns.js";
import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions, type TableIndexOptions } from "typeorm";

const TABLES: readonly { readonly name: string; readonly columns: TableColumnOptions[]; readonly indices?: TableIndexOptions[] }[] = [
  {
    name: "scenario",
    columns: [key("code", 64), text("name", 200), text("purpose", 500), text("statutory_basis", 500, OPTIONAL), long("items")],
  },
  {
    name: "sharing_grant",
    columns: [
      key("id", 64),
      number("version"),
      text("department", 18),
      text("application", 64),
      text("scenario", 64),
      text("statutory_basis", 500, OPTIONAL),
      long("divisions"),
      text("status", 16),
      instant("valid_from"),
      instant("valid_until"),
    ],
    indices: [{ name: "sharing_grant_holder", columnNames: ["department", "application", "scenario"] }],
  },
  {
    name: "sharing_grant_item",
    columns: [key("grant_id", 64), key("coordinate", 128), key("mode", 16), flag("unmasked")],
  },
  {
    name: "notice",
    columns: [key("hash", 64), text("locale", 16), text("version", 32), long("text")],
  },
  {
    name: "consent_request",
    columns: [
      key("id", 36),
      number("version"),
      text("data_subject", 45),
      text("department", 18),
      text("scenario", 64),
      text("case_number", 128),
      long("items"),
      long("given", OPTIONAL),
      text("status", 16),
      text("notice_hash", 64),
      instant("requested_at"),
      instant("lapses_at"),
      instant("answered_at", OPTIONAL),
      text("open_key", 130, OPTIONAL),
    ],
    indices: [
      { name: "consent_request_data_subject", columnNames: ["data_subject", "requested_at"] },
      { name: "consent_request_open", columnNames: ["open_key"], isUnique: true },
    ],
  },
  {
    name: "consent_record",
    columns: [
      key("id", 36),
      number("version"),
      text("request_id", 36),
      text("data_subject", 45),
      text("department", 18),
      text("scenario", 64),
      text("case_number", 128),
      text("status", 16),
      text("notice_hash", 64),
      instant("given_at"),
      instant("valid_until", OPTIONAL),
    ],
    indices: [
      { name: "consent_record_use", columnNames: ["department", "scenario", "data_subject"] },
      { name: "consent_record_data_subject", columnNames: ["data_subject", "given_at"] },
      { name: "consent_record_request", columnNames: ["request_id"], isUnique: true },
    ],
  },
  {
    name: "consent_item",
    columns: [key("consent_id", 36), key("coordinate", 128), text("state", 16), long("modes")],
  },
  {
    name: "consent_event",
    columns: [
      key("id", 36),
      instant("at"),
      text("about_kind", 16),
      text("about_id", 64),
      number("version"),
      text("type", 16),
      text("state_before", 16, OPTIONAL),
      text("state_after", 16),
      long("items"),
      text("actor", 256),
      text("acted_for", 45, OPTIONAL),
      text("capacity", 24, OPTIONAL),
    ],
    indices: [{ name: "consent_event_about", columnNames: ["about_id", "version"], isUnique: true }],
  },
  {
    name: "standing",
    columns: [key("id_number", 18), key("data_subject", 45), key("capacity", 24), instant("valid_from"), instant("valid_until", OPTIONAL)],
  },
  {
    name: "case_use",
    columns: [key("department", 18), key("scenario", 64), key("case_number", 128), key("data_subject", 45), instant("first_used_at")],
  },
  {
    name: "case_count",
    columns: [key("department", 18), key("scenario", 64), key("case_number", 128), number("data_subjects")],
  },
  {
    name: "change_version",
    columns: [key("topic", 16), number("version")],
  },
];

/** The consent service's tables. */
export class CreateConsent1764000000000 implements MigrationInterface {
  readonly name = "CreateConsent1764000000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.createTable(new Table(table));
    const topics = ["grants", "consents"].map((topic) => ({ topic, version: 1 }));
    await queryRunner.manager.createQueryBuilder().insert().into("change_version").values(topics).execute();
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [...TABLES].reverse()) await queryRunner.dropTable(name);
  }
}
