import { Failure } from "../contract/failure.ts";
import { exact, opaque, shown } from "./exact.ts";
import type { Decimal, DecimalLike, Instant, Integer, Maybe } from "./types.ts";

/**
 * A point in time from text with an offset (RFC 3339, ISO 8601). The offset is kept. Text without one is refused: use `instantIn`.
 * @example instant("2026-11-24T09:00:00+01:00") // "2026-11-24T09:00:00+01:00"
 * @example instant("2026-11-24 09:00+0100") // "2026-11-24T09:00:00+01:00"
 */
export function instant(value: string | Instant): Instant;
export function instant(value: Maybe<string | Instant>): Instant | undefined;
export function instant(value: Maybe<string | Instant>): Instant | undefined {
  if (value === null || value === undefined) return undefined;
  const written = writtenForm(value);
  const moment = rfc3339.test(written) ? written : respelt(written);
  if (moment === undefined || !isReal(moment))
    throw new Failure(
      "invalid",
      `${shown(written)} is not a date and time with an offset; instantIn reads one without, in a zone`,
    );
  return asInstant(moment);
}

/** As RFC 3339 writes it. */
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** As ISO 8601 and vendors write it: no seconds, a blank for the `T`, an offset without colon or minutes. */
const withOffset =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)? ?(?:[Zz]|([+-]\d\d)(?::?(\d\d))?)$/;

function respelt(written: string): string | undefined {
  const parts = withOffset.exec(written);
  if (!parts) return undefined;
  const [, date, minutes, seconds, offsetHours, offsetMinutes] = parts;
  const offset = offsetHours === undefined ? "Z" : `${offsetHours}:${offsetMinutes ?? "00"}`;
  return `${date}T${minutes}${seconds ?? ":00"}${offset}`;
}

/** RFC 3339 text whose date is in the calendar and whose time is on the clock; no leap second, which no computer's clock shows. */
function isReal(moment: string): boolean {
  const two = (at: number) => (moment.charCodeAt(at) - 48) * 10 + moment.charCodeAt(at + 1) - 48;
  const month = two(5);
  const day = two(8);
  const offset = moment.endsWith("Z") ? -1 : moment.length - 5;
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(two(0) * 100 + two(2), month) &&
    two(11) <= 23 &&
    two(14) <= 59 &&
    two(17) <= 59 &&
    (offset < 0 || (two(offset) <= 23 && two(offset + 3) <= 59))
  );
}

/** Days of a month of the Gregorian calendar. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * A point in time from local text without an offset, in a zone of the IANA database. In the hour that clocks repeat it is the earlier one.
 * @example instantIn("2026-07-01T09:00:00", "Europe/Amsterdam") // "2026-07-01T09:00:00+02:00"
 */
export function instantIn(value: string, zone: string): Instant;
export function instantIn(value: Maybe<string>, zone: string): Instant | undefined;
export function instantIn(value: Maybe<string>, zone: string): Instant | undefined {
  if (value === null || value === undefined) return undefined;
  if (withOffset.test(value))
    throw new Failure("invalid", `${shown(value)} has an offset of its own; a zone would contradict it`);
  const local = checked(() => Temporal.PlainDateTime.from(value), value, "a local date and time");
  return zoned(checked(() => local.toZonedDateTime(zone), zone, "a zone of the IANA database"));
}

/**
 * A point in time from seconds since 1970 (Unix time), as payment providers write it.
 * @example fromEpochSeconds(1764000000) // "2025-11-24T16:00:00Z"
 */
export function fromEpochSeconds(seconds: DecimalLike): Instant;
export function fromEpochSeconds(seconds: Maybe<DecimalLike>): Instant | undefined;
export function fromEpochSeconds(seconds: Maybe<DecimalLike>): Instant | undefined {
  return seconds === null || seconds === undefined
    ? undefined
    : fromEpochMillis(opaque(exact(seconds).times(1000)));
}

/**
 * A point in time from milliseconds since 1970.
 * @example fromEpochMillis(1764000000500) // "2025-11-24T16:00:00.5Z"
 */
export function fromEpochMillis(milliseconds: DecimalLike): Instant;
export function fromEpochMillis(milliseconds: Maybe<DecimalLike>): Instant | undefined;
export function fromEpochMillis(milliseconds: Maybe<DecimalLike>): Instant | undefined {
  if (milliseconds === null || milliseconds === undefined) return undefined;
  const nanoseconds = exact(milliseconds).times(1_000_000).round(0, 0).toFixed();
  return asInstant(
    checked(
      () => Temporal.Instant.fromEpochNanoseconds(BigInt(nanoseconds)),
      nanoseconds,
      "a point in time",
    ).toString(),
  );
}

/**
 * Whole seconds since 1970, parts of a second cut off.
 * @example epochSeconds(instant("2025-11-24T16:00:00Z")) // 1764000000
 */
export function epochSeconds(value: Instant): Integer;
export function epochSeconds(value: Maybe<Instant>): Integer | undefined;
export function epochSeconds(value: Maybe<Instant>): Integer | undefined {
  return value === null || value === undefined ? undefined : Math.floor(read(value).epochMilliseconds / 1000);
}

/**
 * Whole milliseconds since 1970.
 * @example epochMillis(instant("2025-11-24T16:00:00.5Z")) // 1764000000500
 */
export function epochMillis(value: Instant): Integer;
export function epochMillis(value: Maybe<Instant>): Integer | undefined;
export function epochMillis(value: Maybe<Instant>): Integer | undefined {
  return value === null || value === undefined ? undefined : read(value).epochMilliseconds;
}

/**
 * The same point in time written in UTC.
 * @example utc(instant("2026-11-24T09:00:00+01:00")) // "2026-11-24T08:00:00Z"
 */
export function utc(value: Instant): Instant;
export function utc(value: Maybe<Instant>): Instant | undefined;
export function utc(value: Maybe<Instant>): Instant | undefined {
  return value === null || value === undefined ? undefined : asInstant(read(value).toString());
}

/**
 * A duration later (ISO 8601, hours and smaller; negative for earlier). Days depend on a zone: see `addDays`.
 * @example later(instant("2026-11-24T09:00:00Z"), "PT90M") // "2026-11-24T10:30:00Z"
 */
export function later(value: Instant, duration: string): Instant;
export function later(value: Maybe<Instant>, duration: string): Instant | undefined;
export function later(value: Maybe<Instant>, duration: string): Instant | undefined {
  return value === null || value === undefined
    ? undefined
    : asInstant(
        checked(
          () => read(value).add(duration),
          duration,
          "a duration in hours, minutes and seconds",
        ).toString(),
      );
}

/**
 * Whether the first point in time is earlier than the second.
 * @example isBefore(instant("2026-11-24T09:00:00+01:00"), instant("2026-11-24T09:00:00Z")) // true
 */
export function isBefore(a: Instant, b: Instant): boolean;
export function isBefore(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined;
export function isBefore(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined {
  return a === null || a === undefined || b === null || b === undefined
    ? undefined
    : Temporal.Instant.compare(read(a), read(b)) < 0;
}

/**
 * Whether the first point in time is later than the second.
 * @example isAfter(instant("2026-11-24T10:00:00Z"), instant("2026-11-24T09:00:00Z")) // true
 */
export function isAfter(a: Instant, b: Instant): boolean;
export function isAfter(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined;
export function isAfter(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined {
  return isBefore(b, a);
}

/**
 * Whether both are the same point in time, however written.
 * @example sameInstant(instant("2026-11-24T09:00:00+01:00"), instant("2026-11-24T08:00:00Z")) // true
 */
export function sameInstant(a: Instant, b: Instant): boolean;
export function sameInstant(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined;
export function sameInstant(a: Maybe<Instant>, b: Maybe<Instant>): boolean | undefined {
  return a === null || a === undefined || b === null || b === undefined
    ? undefined
    : Temporal.Instant.compare(read(a), read(b)) === 0;
}

/**
 * The hours from the first point in time to the second, exactly.
 * @example hoursBetween(instant("2026-11-24T09:00:00Z"), instant("2026-11-24T10:30:00Z")) // "1.5"
 */
export function hoursBetween(a: Instant, b: Instant): Decimal;
export function hoursBetween(a: Maybe<Instant>, b: Maybe<Instant>): Decimal | undefined;
export function hoursBetween(a: Maybe<Instant>, b: Maybe<Instant>): Decimal | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  return opaque(
    exact(read(b).epochMilliseconds - read(a).epochMilliseconds)
      .div(3_600_000)
      .round(9, 2),
  );
}

/** The instant for computing. Refuses (class `invalid`) what is none. */
export function read(value: Instant): Temporal.Instant {
  return checked(() => Temporal.Instant.from(writtenForm(value)), value, "a date and time with an offset");
}

/** Instants are opaque to TypeScript: this is where RFC 3339 text becomes one. */
export function asInstant(text: string): Instant {
  return text as unknown as Instant;
}

/** An instant's text: opaque to TypeScript only. */
export function writtenForm(value: Instant | string): string {
  return value as unknown as string;
}

/** A zoned time as RFC 3339 text, its zone's name left off. */
export function zoned(value: Temporal.ZonedDateTime): Instant {
  return asInstant(value.toString({ timeZoneName: "never" }));
}

/** Runs what throws RangeError on bad data, and refuses the data instead. */
export function checked<T>(compute: () => T, value: unknown, what: string): T {
  try {
    return compute();
  } catch (cause) {
    throw new Failure("invalid", `${shown(value)} is not ${what}`, { cause });
  }
}
