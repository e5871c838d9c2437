import type { SignedContext } from "../../../consent/model/signed-context.js";

/** A caseworker application whose sharing grant covers Tibet (54), as the gateway would sign it. */
export const CASEWORKER: SignedContext = {
  requestId: "00000000-0000-4000-8000-000000000001",
  role: "application",
  department: "11540100MB1A0001X3",
  application: "housing-desk",
  scenario: "public-rental-housing",
  case: "2025-0001",
  mode: "QUERY",
  grant: "grant-1@1",
  divisions: ["540000"],
  unmasked: [],
};

/** A citizen who reads one's own data, wherever the register places it. */
export const CITIZEN: SignedContext = {
  ...CASEWORKER,
  role: "citizen",
  department: null,
  application: null,
  scenario: null,
  case: null,
  grant: null,
  divisions: ["*"],
};
