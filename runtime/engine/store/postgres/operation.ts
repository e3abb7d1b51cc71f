import type { SharedReads, SharedWrites } from "../shared-port.ts";

/**
 * One kind of write as a function of PostgreSQL: `given` names its arguments with their types, in the order of the port;
 * `body` is PL/pgSQL that returns what the port says.
 */
export interface Operation {
  readonly given: readonly string[];
  readonly body: string;
}

export type Operations<Name extends keyof SharedWrites> = Readonly<Record<Name, Operation>>;

/** Runs one prepared statement: a text is prepared once on each connection. */
export type Query = <Row>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Rows come back with the names and types their SQL gives them, which is what the type arguments of each query say. */
export type AreaReads<Name extends keyof SharedReads> = {
  readonly [Each in Name]: (
    query: Query,
    ...given: Parameters<SharedReads[Each]>
  ) => Promise<ReturnType<SharedReads[Each]>>;
};

/** A function that only does something. */
export function doing(given: readonly string[], statements: string): Operation {
  return { given, body: `BEGIN\n${statements}\nRETURN NULL;\nEND` };
}
