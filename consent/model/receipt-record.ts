import type { ConsentItemState } from "./consent-life.js";
import type { ConsentStatus } from "./consent-record.js";
import type { BoundDataSubject } from "./receipt-binding.js";
import type { Coordinate, Sensitivity, SharingMode } from "./sharing.js";

/*
 * The JSON of a consent receipt. Names in snake_case and the numbers in brackets are those of ISO/IEC TS 27560:2023; what
 * that leaves open is ours and says so. Instants are ISO 8601 in UTC with milliseconds.
 */

/** The version of this structure, of records (6.3.3.2) and of receipts (6.4.5.2). A change of meaning is a new one. */
export const RECEIPT_SCHEMA_VERSION = "ISO/IEC TS 27560:2023; assent/1";

/** Who acted, as a receipt tells it: by role, never by name or number, for a receipt is one person's and others act in it. */
export const ACTOR_ROLES = ["DATA_SUBJECT", "GUARDIAN", "LEGAL_REPRESENTATIVE", "CASEWORKER", "OPERATOR", "AUTHORITY", "PLATFORM"] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

/** How long a consent lasts: one use, until a date, while the case is open, or while the scenario is. */
export const CONSENT_TERMS = ["ONE_TIME", "UNTIL_DATE", "WHILE_CASE_OPEN", "WHILE_SCENARIO_LASTS"] as const;
export type ConsentTerm = (typeof CONSENT_TERMS)[number];

/** A text in both languages. */
export interface BilingualText {
  readonly en: string;
  readonly "zh-CN": string;
}

/** Receipt metadata (6.4.5). */
export interface ReceiptMetadata {
  /** 6.4.5.2. */
  readonly schema_version: typeof RECEIPT_SCHEMA_VERSION;
  /** 6.4.5.3: of this copy; each signing makes one. */
  readonly receipt_id: string;
}

/** Record header (6.3.3). */
export interface ReceiptHeader {
  /** 6.3.3.2. */
  readonly schema_version: typeof RECEIPT_SCHEMA_VERSION;
  /** 6.3.3.3: id of the consent record. */
  readonly record_id: string;
  /** Ours: the record's version that this is a copy of; rises with every change. */
  readonly record_version: number;
  /** 6.3.3.4. */
  readonly pii_principal_id: BoundDataSubject;
}

/** The notice exactly as it was shown (6.3.4.2; PIPL §17). */
export interface ReceiptNotice {
  readonly text: string;
  /** Of its template. */
  readonly version: string;
  /** BCP 47. */
  readonly locale: string;
  /** SHA-256 of the text in UTF-8, lower-case hexadecimal. */
  readonly hash: string;
}

/** One data item (6.3.5). */
export interface ReceiptDataItem {
  /** 6.3.5.2: its name, as the notice gives it. */
  readonly pii_type: string;
  /** 6.3.5.3: its schema coordinate. */
  readonly pii_attribute_id: Coordinate;
  /** 6.3.5.4: always, for items are chosen one by one (Lhasa §24). */
  readonly pii_optional: true;
  /** 6.3.5.5: SENSITIVE as in PIPL §28. */
  readonly sensitive_pii_category: Sensitivity;
  /** Ours: the modes that the notice named. */
  readonly modes: readonly SharingMode[];
  /** Ours: what was answered to it, and whether it was withdrawn since. */
  readonly state: ConsentItemState;
  /** Ours: `party_id` of the department that holds it. */
  readonly held_by: string;
}

/** One purpose and what is done for it (6.3.4.4). */
export interface ReceiptPurpose {
  /** 6.3.4.5: the scenario (应用场景). */
  readonly purpose: { readonly code: string; readonly name: BilingualText; readonly description: BilingualText };
  /** 6.3.4.6. */
  readonly purpose_type: "SHARING_SCENARIO";
  /** 6.3.4.7: separate consent. */
  readonly lawful_basis: BilingualText;
  /** 6.3.4.8. */
  readonly pii_information: readonly ReceiptDataItem[];
  /** 6.3.4.9: `party_id` of the departments that hold the data and give it on. */
  readonly pii_controllers: readonly string[];
  /** 6.3.4.13: how long the recipient keeps it, and what becomes of it then. */
  readonly retention_period: BilingualText;
  /** 6.3.4.16: the case that asked. */
  readonly services: readonly [string];
  /** 6.3.4.17: ISO 3166-1. */
  readonly jurisdiction: "CN";
  /** 6.3.4.18: `party_id` of the department that gets the data. */
  readonly recipient_third_parties: readonly [string];
  /** 6.3.4.19 (PIPL §15). */
  readonly withdrawal_method: BilingualText;
  /** 6.3.4.20 (PIPL §44–48). */
  readonly privacy_rights: BilingualText;
  /** 6.3.4.23: `party_id` of who hears complaints. */
  readonly authority_party: string | null;
}

/** PII processing (6.3.4). A separate consent has one purpose. */
export interface ReceiptProcessing {
  /** 6.3.4.2. */
  readonly privacy_notice: ReceiptNotice;
  /** 6.3.4.3: BCP 47. */
  readonly language: string;
  /** 6.3.4.4. */
  readonly purposes: readonly [ReceiptPurpose];
}

/** A party (6.3.6). Who acted for the data subject is one by role alone. */
export interface ReceiptParty {
  /** 6.3.6.2: a department's credit code, else the role in lower case. */
  readonly party_id: string;
  /** 6.3.6.3. */
  readonly party_address?: string;
  /** 6.3.6.7: absent for persons. */
  readonly party_name?: BilingualText;
  /** 6.3.6.8. */
  readonly party_role: "PII_CONTROLLER" | "RECIPIENT" | "AUTHORITY" | "PII_PRINCIPAL" | "REPRESENTATIVE" | "OPERATOR" | "PLATFORM";
  /** 6.3.6.9. */
  readonly party_contact?: string;
  /** 6.3.6.10. */
  readonly party_type: "GOVERNMENT_DEPARTMENT" | "PERSON" | "LEGAL_ENTITY" | "SYSTEM";
}

/** What happened (6.3.7), in order of time. */
export interface ReceiptEvent {
  /** 6.3.7.2. */
  readonly event_time: string;
  /** 6.3.7.3: from and until when, as an ISO 8601 interval, `..` for no fixed end; null where the event made none. */
  readonly validity_duration: string | null;
  /** 6.3.7.4: `party_id` of who acted. */
  readonly entity_id: string;
  /** 6.3.7.5: REQUEST, GIVE, REFUSE, WITHDRAW … (`consent-life.ts`). */
  readonly event_type: string;
  /** 6.3.7.6: the state that it made. */
  readonly event_state: string;
  /** Ours. */
  readonly actor_role: ActorRole;
}

/** Ours: where the consent stood when the receipt was made, the sum of its events. */
export interface ReceiptOutcome {
  readonly state: ConsentStatus | "REFUSED";
  /** When the request was answered. */
  readonly answered_at: string;
  readonly term: ConsentTerm;
  /** The first moment at which it no longer holds; null: no fixed end. */
  readonly valid_until: string | null;
}

/** A copy of a consent record that its data subject keeps (ISO/IEC TS 27560:2023, 6.4). */
export interface ConsentReceipt {
  readonly receipt: ReceiptMetadata;
  readonly header: ReceiptHeader;
  readonly processing: ReceiptProcessing;
  readonly parties: readonly ReceiptParty[];
  readonly events: readonly ReceiptEvent[];
  readonly outcome: ReceiptOutcome;
}
