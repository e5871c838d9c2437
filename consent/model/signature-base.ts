import { CONTEXT_HEADER, SIGNATURE_LABEL, SIGNED_COMPONENTS, SUBGRAPH_HEADER } from "./signed-context.js";

/** The value of each covered component, as it stands in the signature base. */
export type ComponentValues = Readonly<Record<(typeof SIGNED_COMPONENTS)[number], string>>;

/** Signature parameters (RFC 9421, section 2.3). `created` and `expires` in seconds since 1970. */
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

/**
 * The signature base (RFC 9421, section 2.5), ours of `SIGNED_COMPONENTS`. Each value must be one line: `isComponentForm`
 * sees to it.
 */
export function signatureBase<Name extends string = keyof ComponentValues>(
  values: Readonly<Record<Name, string>>,
  params: string,
  components: readonly Name[] = SIGNED_COMPONENTS as readonly string[] as readonly Name[],
): string {
  let base = "";
  for (const name of components) base += `"${name}": ${values[name]}\n`;
  return `${base}"@signature-params": ${params}`;
}

const FORMS: { readonly [name in (typeof SIGNED_COMPONENTS)[number]]: RegExp } = {
  "@method": /^POST$/,
  "@authority": /^[a-z0-9.:[\]-]{1,255}$/,
  "@path": /^\/[\w./~%!$&'()*+,;=:@-]{0,255}$/,
  "content-type": /^application\/json$/,
  "content-digest": /^sha-256=:[A-Za-z0-9+/]{43}=:$/,
  [SUBGRAPH_HEADER]: /^[a-z0-9-]{1,64}$/,
  [CONTEXT_HEADER]: /^[A-Za-z0-9_-]{2,12288}$/,
};

/**
 * Whether a component's value has the one form that travels between gateway and subgraph. A path has no query: `@path`
 * would not cover it. Two different requests never make the same base, for no form admits a line feed.
 */
export function isComponentForm(name: (typeof SIGNED_COMPONENTS)[number], value: string): boolean {
  return FORMS[name].test(value);
}

const INPUT = new RegExp(
  `^${SIGNATURE_LABEL}=(${COMPONENT_LIST.replaceAll(/[()]/g, "\\$&")};created=(\\d{10});expires=(\\d{10});nonce="([\\w-]{16,64})";keyid="([\\w.-]{1,64})";alg="ed25519")$`,
);
const SIGNATURE = new RegExp(`^${SIGNATURE_LABEL}=:([A-Za-z0-9+/]{85}[AQgw]==):$`);

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

/** Reads a `Signature` header: the 64 bytes under our label; null when it is anything else. */
export function parseSignature(header: string): Buffer | null {
  const match = SIGNATURE.exec(header);
  return match ? Buffer.from(match[1] as string, "base64") : null;
}

/** The `Content-Digest` value of a SHA-256 in base64 (RFC 9530, section 2). */
export function contentDigest(sha256: string): string {
  return `sha-256=:${sha256}:`;
}
