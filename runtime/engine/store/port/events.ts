/** The log of events, and where each group stands in it. */

export interface EventWrites {
  /** Of a run (`seq`), in its step's commit; or from outside, where the answer is `duplicate` if the log has its source and id. */
  event(
    id: string,
    source: string,
    type: string,
    subject: string | null,
    at: number,
    seq: number | null,
    attributes: string | null,
    data: string,
  ): string | null;
  /** A group takes part from now on, of one type or (`*`) of all: where it was, or, if it is new or took another type before, at the log's end or its beginning. */
  subscribe(group: string, type: string, from: "now" | "beginning"): null;
  /** Groups of other names are served no more: events need not be kept for them. */
  retire(served: readonly string[]): null;
  /** The group has taken what is up to `to`. Refused as `moved` where it does not stand at `from`, so that no event is passed over. */
  consumed(group: string, from: number, to: number): null;
  /** The group goes back behind `to`, and what is up to `until` counts as new. */
  replay(group: string, to: number, until: number, at: number, detail: string): null;
  /** Events published before `before` that every group served has taken; at most `limit`. Answers `more` where it was that many. */
  purgeEvents(before: number, limit: number): string | null;
}

export interface EventReads {
  /** Of one type or of all, in the order of the log. */
  events(type: string | null, after: number, limit: number): readonly EventRow[];
  /** Which events of a type, up to a position, were published at a time or later. */
  eventsSince(type: string, at: number, until: number): EventSpan;
  /** How many events of a type a position is behind, counted up to `most`, and when the first of them was published. */
  behind(type: string, after: number, most: number): { readonly count: number; readonly at: number | null };
  consumers(): readonly ConsumerRow[];
}

export interface EventRow {
  readonly position: number;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string | null;
  readonly at: number;
  /** The run that published it; null: it came from outside. */
  readonly seq: number | null;
  /** JSON of the attributes that have no column; null: none. */
  readonly attributes: string | null;
  readonly data: string;
}

export interface EventSpan {
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
}

export interface ConsumerRow {
  readonly name: string;
  readonly type: string;
  readonly position: number;
  readonly served: number;
  /** How often it was told to go back. */
  readonly replay: number;
  readonly replayUntil: number;
}
