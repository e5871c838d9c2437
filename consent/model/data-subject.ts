/** Who a value is about: a natural person or a legal entity. */
export const DATA_SUBJECT_KINDS = ["PERSON", "LEGAL_ENTITY"] as const;
export type DataSubjectKind = (typeof DATA_SUBJECT_KINDS)[number];

/** `PERSON:<identity number>` or `LEGAL_ENTITY:<credit code>`; never shown, never logged. */
export type DataSubjectKey = `${DataSubjectKind}:${string}`;

/** Builds the key of a data subject. */
export function dataSubjectKey(kind: DataSubjectKind, key: string): DataSubjectKey {
  return `${kind}:${key}`;
}

const DATA_SUBJECT_KEY = /^(PERSON|LEGAL_ENTITY):([0-9A-Z]{1,32})$/;

/** Whether a text is the key of a data subject. */
export function isDataSubjectKey(value: string): value is DataSubjectKey {
  return DATA_SUBJECT_KEY.test(value);
}

/** Splits a key into kind and register key; null when it is not one. */
export function parseDataSubjectKey(value: string): { kind: DataSubjectKind; key: string } | null {
  const match = DATA_SUBJECT_KEY.exec(value);
  return match ? { kind: match[1] as DataSubjectKind, key: match[2] as string } : null;
}

/** What a case names: a data subject, or an object that stands for one (a licence, a parcel), by 128 bits of its key's SHA-256. */
export type CaseUseKey = DataSubjectKey | `OBJECT:${string}`;

/** Whether a text is the key of something that a case names. */
export function isCaseUseKey(value: string): value is CaseUseKey {
  return isDataSubjectKey(value) || /^OBJECT:[0-9a-f]{32}$/.test(value);
}
