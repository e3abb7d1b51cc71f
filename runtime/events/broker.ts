import type { AcceptCommand } from "../engine/port.ts";
import type { CloudEvent, Consumption, EventPlace, Events } from "./port.ts";

/**
 * Events that live outside an engine's store, on a broker: what an engine gives them, and what it gets. An engine whose store has a
 * log of its own needs none of this.
 *
 * 1. A group's position moves only behind what the inbox has accepted: an event is accepted at least once, and the inbox knows it again.
 * 2. What the outbox holds is published at least once, those of one key in the order of the outbox.
 */
export interface EventBroker extends Events, Outlying {
  /**
   * Takes events for these groups and no others. Resolves when each of them has begun, so that what is published after it is taken. Where
   * the broker does not let them for some seconds, it resolves all the same: they begin when it does, and nothing that runs publish
   * leaves the outbox before a group that only waits for the broker has begun.
   */
  serve(groups: readonly EventGroup[]): Promise<void>;
  /** Resolves when nothing more is accepted or published. What is under way stands where it stood. */
  close(): Promise<void>;
}

/** What must be known by who erases in an engine's store of a log that is not erased with it. */
export interface Outlying {
  /** Where events of these types stand now. Never rejects: a time that cannot be asked for is left out. */
  places(types: readonly string[]): Promise<readonly EventPlace[]>;
  /**
   * A group, of any process, that has not taken all that stands before `end`, if there is one: what it takes later comes whole. One
   * that is only just behind is waited for, some seconds. `end`: as it was answered before; default: the log's end now.
   */
  untaken(type: string, end?: string): Promise<Untaken>;
}

export interface Untaken {
  /** Opaque. */
  readonly end: string;
  readonly group?: string;
}

/** A group and what it takes: `name` is the route's. */
export interface EventGroup {
  readonly name: string;
  readonly consumption: Consumption;
}

/** Where an event becomes a run. */
export interface Inbox {
  /**
   * Resolves after stable storage; a command of an idempotency key that it knows changes nothing. Rejects with `Busy` when it
   * has no room for events, which may be before it has none for callers.
   */
  accept(command: AcceptCommand): Promise<unknown>;
}

/** What the engine has committed with its steps and the broker has not yet. */
export interface Outbox {
  /** The oldest, in the order of their commits. */
  pending(limit: number): Promise<readonly OutboxEntry[]>;
  /** These, the oldest, are in the log. */
  published(entries: readonly OutboxEntry[]): Promise<void>;
  /** The broker will never take this one, for the reason given. Resolves when a person can see it and it is pending no more. */
  refused(entry: OutboxEntry, reason: string): Promise<void>;
  /** Told after a commit with events. Answers how to stop listening. */
  listen(told: () => void): () => void;
}

export interface OutboxEntry {
  readonly position: string;
  readonly event: CloudEvent;
}
