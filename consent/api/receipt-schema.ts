import { z } from "zod";
import { CONSENT_ITEM_STATES } from "../model/consent-life.js";
import { CONSENT_STATUSES } from "../model/consent-record.js";
import { DATA_SUBJECT_KINDS } from "../model/data-subject.js";
import { ACTOR_ROLES, CONSENT_TERMS, type ConsentReceipt, RECEIPT_SCHEMA_VERSION } from "../model/receipt-record.js";
import { SENSITIVITIES, SHARING_MODES } from "../model/sharing.js";

const text = z.string();
const instant = z.iso.datetime({ precision: 3 });
const bilingual = z.strictObject({ en: text, "zh-CN": text });
const schemaVersion = z.literal(RECEIPT_SCHEMA_VERSION);

const boundDataSubject = z.strictObject({
  kind: z.enum(DATA_SUBJECT_KINDS),
  method: z.literal("scrypt"),
  n: z.literal(32768),
  r: z.literal(8),
  p: z.literal(1),
  salt: z.string().regex(/^[\w-]{22}$/),
  digest: z.string().regex(/^[\w-]{43}$/),
});

const dataItem = z.strictObject({
  pii_type: text,
  pii_attribute_id: text,
  pii_optional: z.literal(true),
  sensitive_pii_category: z.enum(SENSITIVITIES),
  modes: z.array(z.enum(SHARING_MODES)),
  state: z.enum(CONSENT_ITEM_STATES),
  held_by: text,
});

const purpose = z.strictObject({
  purpose: z.strictObject({ code: text, name: bilingual, description: bilingual }),
  purpose_type: z.literal("SHARING_SCENARIO"),
  lawful_basis: bilingual,
  pii_information: z.array(dataItem).min(1),
  pii_controllers: z.array(text).min(1),
  retention_period: bilingual,
  services: z.tuple([text]),
  jurisdiction: z.literal("CN"),
  recipient_third_parties: z.tuple([text]),
  withdrawal_method: bilingual,
  privacy_rights: bilingual,
  authority_party: text.nullable(),
});

const party = z.strictObject({
  party_id: text,
  party_address: text.optional(),
  party_name: bilingual.optional(),
  party_role: z.enum(["PII_CONTROLLER", "RECIPIENT", "AUTHORITY", "PII_PRINCIPAL", "REPRESENTATIVE", "OPERATOR", "PLATFORM"]),
  party_contact: text.optional(),
  party_type: z.enum(["GOVERNMENT_DEPARTMENT", "PERSON", "LEGAL_ENTITY", "SYSTEM"]),
});

const event = z.strictObject({
  event_time: instant,
  validity_duration: text.nullable(),
  entity_id: text,
  event_type: text,
  event_state: text,
  actor_role: z.enum(ACTOR_ROLES),
});

/** The form of a receipt (`receipt-record.ts`): no member more, none less, for who signs what is not understood vouches for it. */
const RECEIPT = {
  receipt: z.strictObject({ schema_version: schemaVersion, receipt_id: text }),
  header: z.strictObject({ schema_version: schemaVersion, record_id: text, record_version: z.int().min(1), pii_principal_id: boundDataSubject }),
  processing: z.strictObject({
    privacy_notice: z.strictObject({ text, version: text, locale: text, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    language: text,
    purposes: z.tuple([purpose]),
  }),
  parties: z.array(party).min(1),
  events: z.array(event).min(1),
  outcome: z.strictObject({
    state: z.enum([...CONSENT_STATUSES, "REFUSED"]),
    answered_at: instant,
    term: z.enum(CONSENT_TERMS),
    valid_until: instant.nullable(),
  }),
};

/** What is signed: the receipt and `iat`, when it was signed, in seconds since 1970 (RFC 7519, section 4.1.6). */
export type SignedReceipt = ConsentReceipt & { readonly iat: number };

/** The payload of a signed receipt. */
export const SIGNED_RECEIPT: z.ZodType<SignedReceipt> = z.strictObject({ iat: z.int().min(0).max(253_402_300_799), ...RECEIPT });
