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
  /** Where it was carried to before. */
  readonly departed: string | undefined;
  /** Groups that have not taken all events of their type yet: those would be missed. */
  readonly behind: readonly { readonly group: string; readonly events: number }[];
  rows(): Iterable<Carried>;
  /** It must not be worked on again: a note says where its runs went. */
  leave(where: string): void;
  close(): void;
}

/** Where the note is that a store was carried away. */
export const departedArea = "departed";
