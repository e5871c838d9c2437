import { Column, Entity, PrimaryColumn } from "typeorm";

/** One year's report of one legal entity (《企业信息公示暂行条例》第九条). */
@Entity("annual_report")
export class AnnualReportRow {
  @PrimaryColumn({ type: "varchar", length: 18 })
  uscc!: string;

  @PrimaryColumn({ type: "integer" })
  year!: number;

  /** Ten thousand yuan. */
  @Column({ type: "integer" })
  revenue!: number;

  @Column({ type: "integer" })
  employees!: number;
}
