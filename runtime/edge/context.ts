import type { System } from "../contract/system.ts";
import type { Engine } from "../engine/port.ts";
import type { KeySetAnswer } from "./security/jwks.ts";

/** What handlers work with. */
export interface EdgeContext {
  readonly engine: Engine;
  /** The engine's, counted. */
  readonly accept: Engine["accept"];
  /** Milliseconds since the epoch. */
  now(): number;
  /** A secret's value as it is now; `system` where it belongs to one. */
  secret(name: string, system?: System): string;
  /** What was the secret before it was changed, for as long as a sender may still use it. */
  previousSecret?(name: string): string | undefined;
  /** Issuers' public keys: where a declared address really is here, and how it is asked. */
  readonly keySet: {
    readonly address: (declared: string) => URL;
    readonly get: (url: URL, signal: AbortSignal) => Promise<KeySetAnswer>;
  };
  /** Told what is worth a line in the log and no failure. Never with a secret, nor with anything of a message. */
  warn?(message: string, fields: Readonly<Record<string, unknown>>): void;
  /** Resolves when the engine has stopped: who waits for a run's answer then gets none from this process. */
  readonly stopped?: Promise<undefined>;
  /** How senders address this service, without a slash at the end. */
  publicUrl(): string;
}
