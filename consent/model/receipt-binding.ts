import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { type DataSubjectKey, type DataSubjectKind, parseDataSubjectKey } from "./data-subject.js";

/**
 * `pii_principal_id` (ISO/IEC TS 27560, 6.3.3.4): whom a receipt is about, without the number. Who knows the number can
 * check it with the salt, which stands beside the digest:
 * `digest = scrypt(UTF-8 "<kind>:<number>", salt, N = 32768, r = 8, p = 1, 32 bytes)` (RFC 7914), base64url.
 *
 * Not SHA-256: identity numbers are so few that whoever gets the file could soon try them all. A guess costs 32 MiB and
 * some 50 to 100 ms here (docs/decisions/receipts.md). It still does not hide the number from who knows birth date and
 * division and has only the serial digits to try: a receipt is its data subject's to show.
 */
export interface BoundDataSubject {
  readonly kind: DataSubjectKind;
  readonly method: "scrypt";
  readonly n: 32768;
  readonly r: 8;
  readonly p: 1;
  /** 16 random bytes in base64url, new in every receipt, so that two receipts of one person do not show that they are. */
  readonly salt: string;
  /** 32 bytes in base64url. */
  readonly digest: string;
}

const SALT_BYTES = 16;
const DIGEST_BYTES = 32;
const COST: ScryptOptions = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/**
 * Binds a receipt to its data subject.
 * @param salt 16 bytes; random unless told
 * @throws Error for what is no key of a data subject, and for a salt of another length
 */
export async function bindDataSubject(dataSubject: DataSubjectKey, salt: Buffer = randomBytes(SALT_BYTES)): Promise<BoundDataSubject> {
  const parsed = parseDataSubjectKey(dataSubject);
  if (!parsed || salt.length !== SALT_BYTES) throw new Error("A receipt is bound to the key of a data subject, with 16 bytes of salt.");
  const digest = await derive(dataSubject, salt);
  return { kind: parsed.kind, method: "scrypt", n: 32768, r: 8, p: 1, salt: salt.toString("base64url"), digest: digest.toString("base64url") };
}

/** Whether a receipt is about this data subject. */
export async function isBoundTo({ kind, salt, digest }: BoundDataSubject, dataSubject: DataSubjectKey): Promise<boolean> {
  const [saltBytes, digestBytes] = [Buffer.from(salt, "base64url"), Buffer.from(digest, "base64url")];
  if (parseDataSubjectKey(dataSubject)?.kind !== kind || saltBytes.length !== SALT_BYTES || digestBytes.length !== DIGEST_BYTES) return false;
  return timingSafeEqual(await derive(dataSubject, saltBytes), digestBytes);
}

function derive(dataSubject: DataSubjectKey, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(dataSubject, salt, DIGEST_BYTES, COST, (error, digest) => (error ? reject(error) : resolve(digest)));
  });
}
