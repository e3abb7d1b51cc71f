import type { Json } from "../../../runtime/contract/json.ts";
import type { CloudEvent, Consumption, Events } from "../../../runtime/events/port.ts";

/**
 * What a case of the events port is given: an adapter that works in a real engine, with what a case must be able to do around it. An
 * adapter joins the suite by making one of these (`embedded-subject.ts`, `kafka-subject.ts`).
 */
export interface EventSubject {
  readonly events: Events;
  /** Serves these groups and no others. Resolves when each has begun. */
  serve(takers: readonly Taker[]): Promise<void>;
  /** Publishes as the step of a run does. Resolves when the run is over. */
  publish(...events: readonly Published[]): Promise<void>;
  /** What runs of the route have worked so far, in the order in which they did. */
  taken(route: string): readonly Taken[];
  /** Until the gate opens, runs stand still, and the engine is soon busy. */
  gate(shut: boolean): void;
  /** Runs that have been accepted and are not over. */
  backlog(): Promise<number>;
  /** The process is gone, and comes back with the same store. Nothing is served until `serve`. */
  restart(): Promise<void>;
  /** Writes something into the log, beside the adapter, that is no event. */
  spoil(type: string, subject: string): Promise<void>;
  /** How many entries of a group were put aside for a person. */
  putAside(route: string): Promise<number>;
  /** The log's time is over for all that it holds now. */
  expire(type: string): Promise<void>;
  close(): Promise<void>;
}

/** A route that takes events. It fails for data that has `fail: true`. */
export interface Taker {
  readonly route: string;
  readonly type?: string;
  readonly from?: Consumption["from"];
}

export interface Published {
  readonly type?: string;
  readonly subject?: string;
  readonly data: Json;
}

export interface Taken {
  readonly run: string;
  readonly event: CloudEvent;
}

/** One thing that the port promises, as every adapter must keep it. */
export interface EventCase {
  /** A sentence. */
  readonly name: string;
  run(subject: EventSubject): Promise<void>;
}
