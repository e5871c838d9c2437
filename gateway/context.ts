import type { CallerSharing } from "../consent/decide/compile-sharing.js";
import type { Caller } from "../consent/model/caller.js";
import type { SharingMode } from "../consent/model/sharing.js";

/** One GraphQL request as it arrives, before anything is known of it. */
export interface GatewayRequest {
  /** Names the request in log and record. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly authorization: string | undefined;
  readonly scenario: string | undefined;
  readonly case: string | undefined;
  readonly text: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal | null;
}

/** Who asks in which mode and with which sharing grant, for what leaves the gateway. */
export interface Authorised {
  readonly request: GatewayRequest;
  readonly caller: Caller;
  readonly mode: SharingMode;
  /** null for callers who hold no sharing grant. */
  readonly sharing: CallerSharing | null;
}
