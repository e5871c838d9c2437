import { SIGNATURE_LABEL, SIGNED_COMPONENTS } from "./signed-context.js";

/** Values of the covered components, by component name. */
export type ComponentValues = Readonly<Record<string, string>>;

/** Signature parameters (RFC 9421, section 2.3). Seconds since 1970. */
export interface SignatureParameters {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyId: string;
}

const COMPONENT_LIST = `(${SIGNED_COMPONENTS.map((name) => `"${name}"`).join(" ")})`;

/** The `@signature-params` value: the covered components and the parameters, in the one order that is accepted. */
export function signatureParams({ created, expires, nonce, keyId }: SignatureParameters): string {
  return `${COMPONENT_LIST};created=${created};expires=${expires};nonce="${nonce}";keyid="${keyId}";alg="ed25519"`;
}

/** The signature base (RFC 9421, section 2.5) over every component of `SIGNED_COMPONENTS`. */
export function signatureBase(values: ComponentValues, params: string): string {
  let base = "";
  for (const name of SIGNED_COMPONENTS) base += `"${name}": ${values[name] ?? ""}\n`;
  return `${base}"@signature-params": ${params}`;
}

const INPUT = new RegExp(
  `^${SIGNATURE_LABEL}=(${escape(COMPONENT_LIST)};created=(\\d{10});expires=(\\d{10});nonce="([A-Za-z0-9_-]{16,64})";keyid="([A-Za-z0-9._-]{1,64})";alg="ed25519")$`,
);

/**
 * Reads a `Signature-Input` header. Strict: one signature under our label, exactly our components in our order, exactly
 * our parameters; anything else is null.
 */
export function parseSignatureInput(header: string): { readonly params: string; readonly parameters: SignatureParameters } | null {
  const match = INPUT.exec(header);
  if (!match) return null;
  const [, params, created, expires, nonce, keyId] = match as unknown as [string, string, string, string, string, string];
  return { params, parameters: { created: Number(created), expires: Number(expires), nonce, keyId } };
}

/** Reads a `Signature` header: the bytes under our label; null when it is anything else. */
export function parseSignature(header: string): Buffer | null {
  const match = new RegExp(`^${SIGNATURE_LABEL}=:([A-Za-z0-9+/]{86}==):$`).exec(header);
  return match ? Buffer.from(match[1] as string, "base64") : null;
}

function escape(text: string): string {
  return text.replaceAll(/[()."]/g, (character) => (character === '"' ? character : `\\${character}`));
}
