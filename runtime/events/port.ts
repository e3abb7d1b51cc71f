import type { Json } from "../contract/json.ts";
import type { AcceptCommand } from "../engine/port.ts";

/**
 * The port of events: what a route publishes and another consumes. Publishing from a run is part of its step's commit
 * (`RunContext.publish`); consuming is a program's `consumes`, accepted in one commit with the group's position. What is here is
 * the rest: events from outside, reading, groups and replay.
 */

/** An event as CloudEvents 1.0 names its attributes (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). */
export interface CloudEvent {
  readonly specversion: "1.0";
  /** Unique with `source`. */
  readonly id: string;
  readonly source: string;
  /** `order-accepted@1`: its contract. */
  readonly type: string;
  /** The contract's key: events of one subject are consumed in order. */
  readonly subject?: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: "application/json";
  /** A URI that stands for the contract. */
  readonly dataschema?: string;
  /** Extension attributes, by their names: `traceparent`, `partitionkey`. */
  readonly extensions?: Readonly<Record<string, string>>;
  readonly data: Json;
}

/** An event in the log. */
export interface LoggedEvent {
  /** Where it stands: opaque, to go on after it. */
  readonly position: string;
  readonly event: CloudEvent;
}

/** What the log below really does: the conformance suite asserts each, and generated docs print them. */
export interface EventCapabilities {
  readonly embedded: boolean;
  /** In which order a group gets events: of the whole log, or of each subject alone. */
  readonly order: "log" | "subject";
  /** Whether an event and the step that published it are one commit, or what the step committed is carried to the log after it. */
  readonly outbox: "same-commit" | "relay";
  /** How an event from outside that comes twice is known: by the log, for as long as it keeps the first, or by who takes it. */
  readonly deduplicates: "while-kept" | "by-consumer";
  /** What can be read at once: the whole log, or events of one type. */
  readonly reads: "whole-log" | "one-type";
  /** For how long an event is kept that a group has not taken: until it has, or for the log's own time, whoever is behind. */
  readonly keeps: "until-taken" | "for-a-time";
  /** What becomes of an entry that is no event: told once and passed over, or also put aside, whole, and a dead letter of who takes it. */
  readonly unreadable: "passed-over" | "put-aside";
}

/** How a route takes events: its group has the route's name. */
export interface Consumption {
  /** Its contract: `order-accepted@1`. */
  readonly type: string;
  /** Where a group begins that has never been served: at the log's end, or at the oldest event still kept. */
  readonly from: "now" | "beginning";
  /**
   * What is accepted for an event. Never throws: what is wrong with an event is for the run to find, which is then a dead letter. An
   * event at which it throws all the same is passed over, told and audited.
   */
  accept(event: CloudEvent, delivery: Delivery): AcceptCommand;
  /** What is accepted for an entry that is no event: a run that fails, so that a person sees it. Absent: none. */
  unreadable?(entry: Unreadable): AcceptCommand;
}

/** An entry of the log that is no event. */
export interface Unreadable {
  /** Where it stands, for people, and no other: `waybill.event.order-accepted.v1 3:120`. */
  readonly place: string;
  /** Where it was put, whole. */
  readonly aside: string;
  /** What is wrong with it, without a word of what is in it. */
  readonly fault: string;
  /** When it came, milliseconds since the epoch. */
  readonly at: number;
}

export interface Delivery {
  /** Set where the group was told to take the event again: a part of the idempotency key, so that it is a run of its own. */
  readonly replay?: string;
}

/** A group and how far it is. */
export interface ConsumerState {
  readonly group: string;
  readonly type: string;
  /** How far it is: opaque, empty where it has taken none yet. */
  readonly position: string;
  /** Events of its type that it has not taken yet, counted up to a thousand. */
  readonly behind: number;
  /** When the oldest of those was published. */
  readonly oldestBehindAt?: number;
  /** Until which position it takes events again. */
  readonly replayUntil?: string;
}

export interface ReplayCommand {
  readonly group: string;
  /** Events published at this time or later are taken again, milliseconds since the epoch. */
  readonly from: number;
  /** Only says what would be taken. */
  readonly dryRun: boolean;
  readonly by: string;
  readonly reason?: string;
}

export interface Replayed {
  /** Events that are taken again. */
  readonly events: number;
  readonly first?: LoggedEvent;
  readonly last?: LoggedEvent;
}

/** What keeps events from moving. */
export interface EventTrouble {
  /** The group that takes none; absent where nothing is published. */
  readonly group?: string;
  /** For people. */
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/**
 * Why something is refused that somebody asked for: no such group, a log that reads one type at a time was asked for all, or an event that
 * the log will never take, such as one that is too large.
 */
export class EventRefusal extends Error {
  readonly code: "unknown-group" | "type-needed" | "never-taken";
  constructor(code: EventRefusal["code"], message: string) {
    super(message);
    this.name = "EventRefusal";
    this.code = code;
  }
}

/** The log cannot be asked now: it is away, or it refuses this process. What was asked for was not done, or nobody can say whether it was. */
export class EventsAway extends Error {
  readonly retryAfterMs = 5_000;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EventsAway";
  }
}

export interface EventQuery {
  /** Needed where the log reads one type at a time (`EventCapabilities.reads`). */
  readonly type?: string;
  /** Published at this time or later, milliseconds since the epoch. Of one type only: a log is ordered by position, not by time. */
  readonly since?: number;
  /** A position. */
  readonly after?: string;
  readonly limit: number;
}

/** Where events of a type stand outside an engine's store, for a time of their own. */
export interface EventPlace {
  readonly type: string;
  /** A topic. */
  readonly place: string;
  /** When what stands there now is gone at the latest, milliseconds since the epoch. Absent: that is not known, or it stays. */
  readonly until?: number;
  /** Why there is no time, for people. */
  readonly reason?: string;
}

/** Where a log lies outside the process, each may reject with `EventsAway`. */
export interface Events {
  readonly capabilities: EventCapabilities;
  /** What is in the way at this moment, as far as it was noticed: answers at once, and asks nobody. */
  troubles(): readonly EventTrouble[];
  /**
   * Events from outside. Resolves after stable storage; one of a source and id that the log still has is a duplicate and changes nothing.
   * Rejects with `EventRefusal`.
   */
  publish(events: readonly CloudEvent[]): Promise<readonly ("accepted" | "duplicate")[]>;
  /** Oldest first. Rejects with `EventRefusal`. */
  read(query: EventQuery): Promise<readonly LoggedEvent[]>;
  consumers(): Promise<readonly ConsumerState[]>;
  /** The group goes back to a time and goes on from there to the log's end, in order. Rejects with `EventRefusal`. */
  replay(command: ReplayCommand): Promise<Replayed>;
}
