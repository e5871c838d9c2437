import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { DataSubjectKind } from "../../../consent/model/data-subject.js";

/** One owner of one parcel. */
@Entity("parcel_owner")
@Index("parcel_owner_owner", ["ownerId", "ownerKind", "unitNumber"])
export class ParcelOwnerRow {
  @PrimaryColumn({ name: "unit_number", type: "varchar", length: 28 })
  unitNumber!: string;

  @PrimaryColumn({ name: "owner_kind", type: "varchar", length: 12 })
  ownerKind!: DataSubjectKind;

  /** Identity number or credit code. */
  @PrimaryColumn({ name: "owner_id", type: "varchar", length: 18 })
  ownerId!: string;
}

/** A legal entity's place of business: a parcel that it uses, whoever owns it. */
@Entity("premises")
export class PremisesRow {
  @PrimaryColumn({ type: "varchar", length: 18 })
  uscc!: string;

  @PrimaryColumn({ name: "unit_number", type: "varchar", length: 28 })
  unitNumber!: string;
}

/** One mortgage on one parcel. */
@Entity("mortgage")
export class MortgageRow {
  @PrimaryColumn({ name: "unit_number", type: "varchar", length: 28 })
  unitNumber!: string;

  /** 不动产登记证明号. */
  @PrimaryColumn({ name: "registration_number", type: "varchar", length: 40 })
  registrationNumber!: string;

  /** Credit code of the lender. */
  @Column({ name: "mortgagee_uscc", type: "varchar", length: 18 })
  mortgageeUscc!: string;

  /** Ten thousand yuan. */
  @Column({ type: "integer" })
  amount!: number;

  /** `YYYY-MM-DD`. */
  @Column({ name: "registered_on", type: "varchar", length: 10 })
  registeredOn!: string;

  /** `YYYY-MM-DD`; null while it stands. */
  @Column({ name: "discharged_on", type: "varchar", length: 10, nullable: true })
  dischargedOn!: string | null;
}
