/** How a register's item may be shared (809 §14–15): the three sharing types and the four modes. */

/** Sharing types of 809 §14: 无条件共享, 有条件共享, 不予共享. */
export const SHARING_TYPES = ["UNCONDITIONAL", "CONDITIONAL", "WITHHELD"] as const;
export type SharingType = (typeof SHARING_TYPES)[number];

/** Sharing modes (Lhasa §8–9): 查阅, 比对, 统计结果, 获取. Not ordered: a sharing grant lists each mode it holds. */
export const SHARING_MODES = ["QUERY", "COMPARE", "AGGREGATE", "OBTAIN"] as const;
export type SharingMode = (typeof SHARING_MODES)[number];

/** PIPL §28: what harms a person when leaked is SENSITIVE; register data that the law publishes is PUBLIC. */
export const SENSITIVITIES = ["PUBLIC", "PERSONAL", "SENSITIVE"] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** How a masked item leaves its provider department unless the grant's item says `unmasked`. */
export const MASKS = ["ADDRESS", "PHONE", "NUMBER"] as const;
export type Mask = (typeof MASKS)[number];

/** A schema coordinate, `Type.field`, of the supergraph. */
export type Coordinate = string;

/** What `@sharing` says of one field. */
export interface SharingRule {
  readonly coordinate: Coordinate;
  readonly type: SharingType;
  /** Modes in which the item is shared; every mode for UNCONDITIONAL, none for WITHHELD. */
  readonly modes: readonly SharingMode[];
  /** Credit codes of the consumer departments admitted; null admits every department. */
  readonly departments: readonly string[] | null;
  /** Codes of the scenarios admitted; null admits every scenario. */
  readonly purposes: readonly string[] | null;
  /** Whether the data subject's consent is needed in QUERY, COMPARE and OBTAIN (PIPL §13, Lhasa §24). */
  readonly consent: boolean;
  readonly sensitivity: Sensitivity;
  /** The statutory basis of a condition or of withholding (809 §15). */
  readonly basis: string | null;
  readonly mask: Mask | null;
  /** First 16 hex digits of the SHA-256 of the rule's canonical form: the version that the record names. */
  readonly version: string;
}
