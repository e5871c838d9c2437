import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { LegalEntityKind, LegalEntityStatus } from "../terms.js";

/** One legal entity as the register of market entities holds it. The key is the credit code (GB 32100): rows can be inserted in bulk, in any order. */
@Entity("legal_entity")
@Index("legal_entity_representative", ["legalRepresentativeId", "uscc"])
@Index("legal_entity_division", ["division", "uscc"])
export class LegalEntityRow {
  @PrimaryColumn({ type: "varchar", length: 18 })
  uscc!: string;

  @Column({ type: "varchar", length: 200 })
  name!: string;

  @Column({ type: "varchar", length: 24 })
  kind!: LegalEntityKind;

  /** Identity number (GB 11643) of the person who represents it. */
  @Column({ name: "legal_representative_id", type: "varchar", length: 18 })
  legalRepresentativeId!: string;

  /** GB/T 2260, of the registered address. */
  @Column({ type: "varchar", length: 6 })
  division!: string;

  @Column({ name: "registered_address", type: "varchar", length: 200 })
  registeredAddress!: string;

  /** GB/T 4754 section: `A` to `T`. */
  @Column({ type: "varchar", length: 1 })
  industry!: string;

  /** `YYYY-MM-DD`. */
  @Column({ name: "established_on", type: "varchar", length: 10 })
  establishedOn!: string;

  @Column({ name: "registration_authority", type: "varchar", length: 100 })
  registrationAuthority!: string;

  @Column({ type: "varchar", length: 16 })
  status!: LegalEntityStatus;

  @Column({ name: "business_scope", type: "text" })
  businessScope!: string;

  @Column({ name: "registration_number", type: "varchar", length: 20 })
  registrationNumber!: string;

  /** Ten thousand yuan; null where the kind has none. */
  @Column({ name: "registered_capital", type: "integer", nullable: true })
  registeredCapital!: number | null;

  /** Null before the first report. */
  @Column({ type: "integer", nullable: true })
  employees!: number | null;

  /** Null where it is not registered for tax; then the next two are null too. */
  @Column({ name: "taxpayer_number", type: "varchar", length: 20, nullable: true })
  taxpayerNumber!: string | null;

  @Column({ name: "tax_registered_on", type: "varchar", length: 10, nullable: true })
  taxRegisteredOn!: string | null;

  @Column({ name: "tax_authority", type: "varchar", length: 100, nullable: true })
  taxAuthority!: string | null;
}
