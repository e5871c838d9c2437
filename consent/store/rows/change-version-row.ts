import { Column, Entity, PrimaryColumn } from "typeorm";

/** What a gateway asks about: has anything changed? */
export type ChangeTopic = "grants" | "consents";

/** Rises with every change of its topic, in the same transaction. */
@Entity("change_version")
export class ChangeVersionRow {
  @PrimaryColumn({ type: "varchar", length: 16 })
  topic!: ChangeTopic;

  @Column({ type: "integer" })
  version!: number;
}
