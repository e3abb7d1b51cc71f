import type { Api } from "../victim/api.ts";
import type { Answer, Given, Value } from "./victim.ts";

/** What senders and people reach, and what of it they notice: one process or many. */
export interface Subject {
  /** The round ends, well or not: nobody waits for an answer any more. */
  readonly isOver: boolean;
  /** Why the round is broken before it is judged. */
  readonly wrong: string | undefined;
  /** Where a process will be killed, by the name of the point. */
  readonly crashPoint: string | undefined;
  /** How far its clock is ahead, milliseconds. */
  readonly offsetMs: number;
  count(what: string, by?: number): void;
  ask<Name extends keyof Api>(name: Name, given?: Given<Name>): Promise<Answer<Value<Name>>>;
}
