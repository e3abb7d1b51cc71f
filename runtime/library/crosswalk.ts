import type { Crosswalk } from "../contract/crosswalk.ts";
import { Failure } from "../contract/failure.ts";
import { isExact } from "./exact.ts";
import { isRawNumber } from "./raw-number.ts";

type Row = Crosswalk["rows"][number];

const indexes = new WeakMap<Crosswalk, Map<string, ReadonlyMap<string, Row>>>();

/**
 * What another system calls the same thing, by a crosswalk's rows. Missing where the value is missing or no row has it.
 * Each system's column is indexed at its first use.
 * @internal
 */
export function lookup(crosswalk: Crosswalk, system: string, value: unknown, to: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  return indexOf(crosswalk, system).get(cellText(value))?.[to] || undefined;
}

/**
 * As `lookup`, for `whenMissing: fail`: a value that no row has refuses the message.
 * @internal
 */
export function lookupRequired(crosswalk: Crosswalk, system: string, value: unknown, to: string): string {
  const found = lookup(crosswalk, system, value, to);
  if (found !== undefined) return found;
  const what = value === null || value === undefined ? "a missing value" : `“${cellText(value)}”`;
  throw new Failure("invalid", `crosswalk ${crosswalk.name} has no ${to} for ${what} of ${system}`);
}

function indexOf(crosswalk: Crosswalk, system: string): ReadonlyMap<string, Row> {
  const columns = indexes.get(crosswalk) ?? new Map<string, ReadonlyMap<string, Row>>();
  indexes.set(crosswalk, columns);
  const known = columns.get(system);
  if (known) return known;
  const built = new Map<string, Row>();
  for (const row of crosswalk.rows) {
    const cell = row[system];
    // The first row wins, as a person reading the table from the top would have it.
    if (cell !== undefined && cell !== "" && !built.has(cell)) built.set(cell, row);
  }
  columns.set(system, built);
  return built;
}

function cellText(value: unknown): string {
  if (isRawNumber(value)) return value.rawJSON;
  return isExact(value) ? value.toFixed() : String(value);
}
