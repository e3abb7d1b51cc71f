/** A whole store, table by table, as it is carried to a store of another kind. */

export const carriedTables = [
  "runs",
  "live",
  "ends",
  "latest",
  "graphs",
  "claims",
  "keys",
  "steps",
  "decisions",
  "waits",
  "hits",
  "correlations",
  "approvals",
  "events",
  "consumers",
  "schedules",
  "dead_letters",
  "notes",
  "audit",
] as const;

export type CarriedTable = (typeof carriedTables)[number];

/** Some rows of a table, by the names that columns have where they are carried to. */
export interface Carried {
  readonly table: CarriedTable;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

/** How many rows each table has. */
export type Counts = Readonly<Record<CarriedTable, number>>;

/** A store that is being carried away: nobody else has it open. */
export interface Departing {
  readonly counts: Counts;
  /** It was carried away before, or was about to be when the process died: the other store knows whether it arrived. */
  readonly departed: Passage | undefined;
  /** Groups that have not taken all events of their type yet: those would be missed. */
  readonly behind: readonly { readonly group: string; readonly events: number }[];
  rows(): Iterable<Carried>;
  /** It must not be worked on from now on: a note says where its runs go. On stable storage when it returns. */
  leave(passage: Passage): void;
  /** It did not arrive, and may be worked on as before. */
  stay(): void;
  close(): void;
}

/** One way of a store into another. */
export interface Passage {
  /** Where to, for people. */
  readonly to: string;
  readonly id: string;
}

/** Where the notes are that a store was carried away: `to` and `id` of the passage. They are not carried. */
export const departedArea = "departed";
