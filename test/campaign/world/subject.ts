import type { Api } from "../victim/api.ts";
import type { Receiver } from "./receiver.ts";
import type { Answer, Given, Value, Victim } from "./victim.ts";

/** What a round is about: one process or many, what they call, and what was seen of it all. */
export interface Subject {
  /** The round ends, well or not: nobody waits for an answer any more. */
  readonly isOver: boolean;
  /** Why the round is broken before it is judged. */
  readonly wrong: string | undefined;
  /** Where a process will be killed, by the name of the point. */
  readonly crashPoint: string | undefined;
  /** Something was done after which events of one lane may be heard in another order, by the adapter's own word. */
  readonly mayOvertake: boolean;
  /** How far its clock is ahead, milliseconds. */
  readonly offsetMs: number;
  readonly receiver: Receiver;
  /** By kind: what was done to it. */
  readonly counts: ReadonlyMap<string, number>;
  /** The processes that live. */
  readonly processes: readonly Victim[];
  /** All that processes wrote to standard error. */
  readonly said: string;
  /** Where evidence is kept. */
  readonly folder: string;
  count(what: string, by?: number): void;
  ask<Name extends keyof Api>(name: Name, given?: Given<Name>): Promise<Answer<Value<Name>>>;
  /** Ends all of it; with `keep` its folder stays. Rejects where something lives on. */
  close(keep: boolean): Promise<void>;
}
