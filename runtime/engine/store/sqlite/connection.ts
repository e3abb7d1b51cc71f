import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementResultingChanges } from "node:sqlite";

type Row = Record<string, SQLOutputValue>;

/** What operations need of the database, which `DatabaseSync` has. */
export interface Connection {
  prepare(sql: string): Statement;
  exec(sql: string): void;
}

export interface Statement {
  all(...given: SQLInputValue[]): Row[];
  get(...given: SQLInputValue[]): Row | undefined;
  iterate(...given: SQLInputValue[]): Iterable<Row>;
  run(...given: SQLInputValue[]): StatementResultingChanges;
}

/** Prepares each statement when it is first used: a store has a hundred, which took longer than all else its opening does. */
export function preparingLate(database: DatabaseSync): Connection {
  return {
    prepare: (sql) => new LateStatement(database, sql),
    exec: (sql) => database.exec(sql),
  };
}

class LateStatement implements Statement {
  readonly #database: DatabaseSync;
  readonly #sql: string;
  #statement: Statement | undefined;

  constructor(database: DatabaseSync, sql: string) {
    this.#database = database;
    this.#sql = sql;
  }

  all(...given: SQLInputValue[]): Row[] {
    return this.#prepared().all(...given);
  }

  get(...given: SQLInputValue[]): Row | undefined {
    return this.#prepared().get(...given);
  }

  iterate(...given: SQLInputValue[]): Iterable<Row> {
    return this.#prepared().iterate(...given);
  }

  run(...given: SQLInputValue[]): StatementResultingChanges {
    return this.#prepared().run(...given);
  }

  #prepared(): Statement {
    this.#statement ??= this.#database.prepare(this.#sql);
    return this.#statement;
  }
}
