import { Failure } from "../contract/failure.ts";
import { shown } from "./exact.ts";
import { fromEpochMillis, read, writtenForm } from "./instant.ts";
import type { Instant, Maybe } from "./types.ts";

/**
 * A point in time from the form of OData 2 in JSON, as SAP answers: milliseconds since 1970 in UTC. The minutes of an offset after
 * them are for display only and change nothing.
 * @example fromSapDate("/Date(1492041600000)/") // "2017-04-13T00:00:00Z"
 * @example fromSapDate("/Date(1492041600000+0060)/") // "2017-04-13T00:00:00Z"
 */
export function fromSapDate(value: string): Instant;
export function fromSapDate(value: Maybe<string>): Instant | undefined;
export function fromSapDate(value: Maybe<string>): Instant | undefined {
  if (value === null || value === undefined) return undefined;
  const milliseconds = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/.exec(value)?.[1];
  if (milliseconds === undefined)
    throw new Failure("invalid", `${shown(value)} is not a date like /Date(1492041600000)/`);
  return fromEpochMillis(Number(milliseconds));
}

/**
 * A point in time, or a calendar date (its midnight in UTC, as SAP keeps dates), in the form of OData 2 in JSON.
 * @example toSapDate("2017-04-13") // "/Date(1492041600000)/"
 * @example toSapDate(instant("2017-04-13T02:00:00+02:00")) // "/Date(1492041600000)/"
 */
export function toSapDate(value: Instant | string): string;
export function toSapDate(value: Maybe<Instant | string>): string | undefined;
export function toSapDate(value: Maybe<Instant | string>): string | undefined {
  if (value === null || value === undefined) return undefined;
  const written = writtenForm(value);
  const moment = /^\d{4}-\d\d-\d\d$/.test(written) ? `${written}T00:00:00Z` : written;
  return `/Date(${read(moment as unknown as Instant).epochMilliseconds})/`;
}
