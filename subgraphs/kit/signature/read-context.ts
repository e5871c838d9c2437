import { z } from "zod";
import { ROLES } from "../../../consent/model/caller.js";
import { SHARING_MODES } from "../../../consent/model/sharing.js";
import type { SignedContext } from "../../../consent/model/signed-context.js";

const text = z.string().max(256);

const contextSchema = z.strictObject({
  requestId: text.min(1),
  role: z.enum([...ROLES, "platform"]),
  department: text.nullable(),
  application: text.nullable(),
  scenario: text.nullable(),
  case: text.nullable(),
  mode: z.enum(SHARING_MODES),
  grant: text.nullable(),
  divisions: z.array(z.string().regex(/^(?:\d{6}|\*)$/)).max(1000),
  unmasked: z.array(z.string().regex(/^\w{1,64}\.\w{1,64}$/)).max(200),
  principal: z.strictObject({ sub: text, operator: text.nullable(), idNumber: text.nullable() }).optional(),
});

/**
 * Reads the `assent-context` header. Every part is demanded, nothing else is admitted, and every list and text is bounded.
 * @returns null when any part is not as the contract says
 */
export function readSignedContext(header: string): SignedContext | null {
  try {
    return contextSchema.parse(JSON.parse(Buffer.from(header, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}
