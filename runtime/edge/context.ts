import type { System } from "../contract/system.ts";
import type { Engine } from "../engine/port.ts";

/** What handlers work with. */
export interface EdgeContext {
  readonly engine: Engine;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A secret's value; `system` where it belongs to one. */
  secret(name: string, system?: System): string;
  /** Resolves when the engine has stopped: who waits for a run's answer then gets none from this process. */
  readonly stopped?: Promise<undefined>;
  /** How senders address this service, without a slash at the end. */
  publicUrl(): string;
}
