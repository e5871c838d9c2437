import { Column, Entity, PrimaryColumn } from "typeorm";

/** A notice exactly as it was shown, kept once however often it is shown. Never changed. */
@Entity("notice")
export class NoticeRow {
  /** SHA-256 of the text in UTF-8, lower-case hexadecimal. */
  @PrimaryColumn({ type: "varchar", length: 64 })
  hash!: string;

  /** BCP 47. */
  @Column({ type: "varchar", length: 16 })
  locale!: string;

  /** Of the template. */
  @Column({ type: "varchar", length: 32 })
  version!: string;

  @Column({ type: "text" })
  text!: string;
}
