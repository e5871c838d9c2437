import type { ChangeVersions } from "../model/consent-wire.js";

/** What a watch needs. */
export interface WatchOptions {
  /** Resolves once the versions are not `known`, or after `waitMs`. Rejects when the service cannot say. */
  readonly readChanges: (known: ChangeVersions | null, waitMs: number) => Promise<ChangeVersions>;
  /** How long an announcement may be relied on without further word. */
  readonly leaseMs: number;
  /** How long one question waits at the service: less than its deadline, and much less than the lease. */
  readonly waitMs: number;
  /** Milliseconds that never run backwards; `performance.now` by default. */
  readonly monotonic?: () => number;
}

/** Hears of changes at the consent service. */
export interface ConsentWatch {
  /** The version of all consents, as last announced; null when nothing was heard within the lease. */
  readonly consentVersion: () => number | null;
  /** This gateway may just have changed a consent itself: what was announced before no longer counts. */
  readonly forget: () => void;
  /** Begins to listen. @param onGrants told whenever a sharing grant has changed. @returns stops it */
  readonly start: (onGrants: () => void) => () => void;
}

/** Pause after a question that failed. */
const RETRY_MS = 200;

/**
 * Keeps one question open at the service, which answers as soon as something changes: a withdrawal reaches every gateway
 * in the time of one message. What was heard counts until the question fails or the lease ends, measured from when it was
 * asked; a gateway that hears nothing any more asks at every decision, and releases nothing protected without an answer
 * (architecture.md, "Processes").
 */
export function createConsentWatch({ readChanges, leaseMs, waitMs, monotonic = () => performance.now() }: WatchOptions): ConsentWatch {
  let heard: { readonly versions: ChangeVersions; readonly askedAt: number } | null = null;
  let forgotten = 0;
  const ask = async (known: ChangeVersions | null): Promise<ChangeVersions> => {
    const [askedAt, before] = [monotonic(), forgotten];
    const versions = await readChanges(known, waitMs);
    // An answer to a question of before the gateway's own change may be from before that change too.
    if (before === forgotten) heard = { versions, askedAt };
    return versions;
  };
  return {
    consentVersion: () => (heard && monotonic() - heard.askedAt <= leaseMs ? heard.versions.consents : null),
    forget() {
      forgotten++;
      heard = null;
    },
    start(onGrants) {
      let isStopped = false;
      let grants: number | null = null;
      const listen = async (): Promise<void> => {
        while (!isStopped) {
          try {
            const versions = await ask(heard?.versions ?? null);
            if (!isStopped && grants !== null && versions.grants !== grants) onGrants();
            grants = versions.grants;
          } catch {
            // A channel that is cut announces nothing, so nothing is relied on from here, lease or not.
            heard = null;
            await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
          }
        }
      };
      void listen();
      return () => {
        isStopped = true;
      };
    },
  };
}
