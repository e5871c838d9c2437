import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from "typeorm";

/** The population register: persons, parentage, and what happened to them. */
export class CreateRegister1764000000000 implements MigrationInterface {
  readonly name = "CreateRegister1764000000000";

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [persons(), parentage(), birthCertificates(), deathRecords(), socialInsurances(), livingAllowances()]) {
      await queryRunner.createTable(table);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ["living_allowance", "social_insurance", "death_record", "birth_certificate", "parentage", "person"]) {
      await queryRunner.dropTable(name);
    }
  }
}

const key = (name: string): TableColumnOptions => ({ name, type: "varchar", length: "18", isPrimary: true });
const text = (name: string, length: number): TableColumnOptions => ({ name, type: "varchar", length: String(length) });
const optional = (name: string, length: number): TableColumnOptions => ({ ...text(name, length), isNullable: true });

function persons(): Table {
  return new Table({
    name: "person",
    columns: [
      key("id_number"),
      text("name", 60),
      text("sex", 6),
      text("ethnicity", 20),
      text("birth_date", 10),
      text("nationality", 3),
      { name: "alive", type: "boolean" },
      text("registered_division", 6),
      text("registered_address", 200),
      optional("current_address", 200),
      optional("phone", 20),
      text("marital_status", 12),
      ...["spouse_id", "guardian_id", "mother_id", "father_id"].map((name) => optional(name, 18)),
      text("employment_status", 20),
      optional("employer_uscc", 18),
      optional("employed_since", 10),
      { name: "annual_income", type: "integer", isNullable: true },
    ],
    indices: [{ name: "person_division", columnNames: ["registered_division", "id_number"] }],
  });
}

function parentage(): Table {
  return new Table({ name: "parentage", columns: [key("parent_id"), key("child_id")] });
}

function birthCertificates(): Table {
  return new Table({
    name: "birth_certificate",
    columns: [
      key("id_number"),
      text("certificate_number", 20),
      text("issuer", 100),
      text("issued_on", 10),
      optional("mother_id", 18),
      optional("father_id", 18),
    ],
  });
}

function deathRecords(): Table {
  return new Table({
    name: "death_record",
    columns: [key("id_number"), text("certificate_number", 20), text("died_on", 10), text("place", 100)],
  });
}

function socialInsurances(): Table {
  return new Table({
    name: "social_insurance",
    columns: [
      key("id_number"),
      { ...text("kind", 12), isPrimary: true },
      text("insurance_number", 20),
      text("joined_on", 10),
      optional("stopped_on", 10),
      optional("employer_uscc", 18),
    ],
  });
}

function livingAllowances(): Table {
  return new Table({
    name: "living_allowance",
    columns: [key("id_number"), text("certificate_number", 20), text("issuer", 100), text("valid_from", 10), optional("valid_until", 10)],
  });
}
