export interface Crosswalk {
  readonly name: string;
  readonly systems: readonly string[];
  /** One row an entity; cells by system. */
  readonly rows: readonly Readonly<Record<string, string | undefined>>[];
}

/** What another system calls a thing. */
export interface LookedUp {
  readonly system: string;
  readonly value: string | number | null | undefined;
}
