import { z } from "zod";
import { ROLES } from "../../../consent/model/caller.js";
import { SHARING_MODES } from "../../../consent/model/sharing.js";
import type { SignedContext } from "../../../consent/model/signed-context.js";

const text = z.string().max(256);

const contextSchema = z.strictObject({
  requestId: text,
  role: z.enum([...ROLES, "platform"]),
  department: text.nullable(),
  application: text.nullable(),
  scenario: text.nullable(),
  case: text.nullable(),
  mode: z.enum(SHARING_MODES),
  grant: text.nullable(),
  divisions: z.array(text).max(4000),
  unmasked: z.array(text).max(1000),
  principal: z.strictObject({ sub: text, operator: text.nullable(), idNumber: text.nullable() }).optional(),
});

/** Reads the `assent-context` header; null when any part of it is not as the contract says. */
export function readSignedContext(header: string): SignedContext | null {
  try {
    const parsed = contextSchema.safeParse(JSON.parse(Buffer.from(header, "base64url").toString("utf8")));
    return parsed.success ? (parsed.data as SignedContext) : null;
  } catch {
    return null;
  }
}
