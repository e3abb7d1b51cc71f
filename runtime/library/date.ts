import { Failure } from "../contract/failure.ts";
import { shown } from "./exact.ts";
import { checked, read, zoned } from "./instant.ts";
import type { Instant, Integer, Maybe } from "./types.ts";

/**
 * A calendar date, checked: `2026-11-24`. Also from `20261124`.
 * @example date("20261124") // "2026-11-24"
 */
export function date(value: string): string;
export function date(value: Maybe<string>): string | undefined;
export function date(value: Maybe<string>): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (!/^\d{4}-?\d\d-?\d\d$/.test(value)) throw new Failure("invalid", `${shown(value)} is not a date`);
  return checked(() => Temporal.PlainDate.from(value), value, "a date").toString();
}

/**
 * A calendar date written in another order, read by a pattern of `yyyy`, `MM` and `dd`.
 * @example dateFrom("24.11.2026", "dd.MM.yyyy") // "2026-11-24"
 */
export function dateFrom(value: string, pattern: string): string;
export function dateFrom(value: Maybe<string>, pattern: string): string | undefined;
export function dateFrom(value: Maybe<string>, pattern: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  const part = (name: string) => value.slice(pattern.indexOf(name), pattern.indexOf(name) + name.length);
  const rest = (text: string) =>
    ["yyyy", "MM", "dd"].reduce(
      (left, name) =>
        left.slice(0, pattern.indexOf(name)) + name + left.slice(pattern.indexOf(name) + name.length),
      text,
    );
  if (value.length !== pattern.length || rest(value) !== pattern)
    throw new Failure("invalid", `${shown(value)} is not a date like ${pattern}`);
  return date(`${part("yyyy")}-${part("MM")}-${part("dd")}`);
}

/**
 * The calendar date that a clock in the zone shows.
 * @example dateIn(instant("2026-11-24T23:30:00Z"), "Europe/Amsterdam") // "2026-11-25"
 */
export function dateIn(value: Instant, zone: string): string;
export function dateIn(value: Maybe<Instant>, zone: string): string | undefined;
export function dateIn(value: Maybe<Instant>, zone: string): string | undefined {
  return value === null || value === undefined ? undefined : inZone(value, zone).toPlainDate().toString();
}

/**
 * The time of day that a clock in the zone shows, to the second.
 * @example timeIn(instant("2026-11-24T23:30:00Z"), "Europe/Amsterdam") // "00:30:00"
 */
export function timeIn(value: Instant, zone: string): string;
export function timeIn(value: Maybe<Instant>, zone: string): string | undefined;
export function timeIn(value: Maybe<Instant>, zone: string): string | undefined {
  return value === null || value === undefined
    ? undefined
    : inZone(value, zone).toPlainTime().toString({ smallestUnit: "second" });
}

/**
 * A point in time by a pattern of `yyyy`, `yy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS` and `XXX` (the offset), as a clock in the zone shows it.
 * Other letters are quoted in `'`.
 * @example formatInstant(instant("2026-11-24T23:30:00Z"), "yyyyMMdd'T'HHmm", "Europe/Amsterdam") // "20261125T0030"
 */
export function formatInstant(value: Instant, pattern: string, zone: string): string;
export function formatInstant(value: Maybe<Instant>, pattern: string, zone: string): string | undefined;
export function formatInstant(value: Maybe<Instant>, pattern: string, zone: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  const at = inZone(value, zone);
  const two = (part: number) => String(part).padStart(2, "0");
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(at.year).padStart(4, "0"),
    yy: two(at.year % 100),
    MM: two(at.month),
    dd: two(at.day),
    HH: two(at.hour),
    mm: two(at.minute),
    ss: two(at.second),
    SSS: String(at.millisecond).padStart(3, "0"),
    XXX: at.offset,
  };
  return pattern.replace(/'([^']*)'|yyyy|yy|MM|dd|HH|mm|ss|SSS|XXX|[A-Za-z]/g, (token, quoted?: string) => {
    const part = quoted ?? parts[token];
    if (part === undefined)
      throw new Failure("invalid", `${shown(pattern)} is not a pattern: ${token} means nothing in it`);
    return part;
  });
}

/**
 * A calendar date so many days later, or earlier where negative.
 * @example addDays("2026-11-24", 14) // "2026-12-08"
 */
export function addDays(value: string, days: number): string;
export function addDays(value: Maybe<string>, days: Maybe<number>): string | undefined;
export function addDays(value: Maybe<string>, days: Maybe<number>): string | undefined {
  if (value === null || value === undefined || days === null || days === undefined) return undefined;
  const start = checked(() => Temporal.PlainDate.from(value), value, "a date");
  return checked(() => start.add({ days }), days, "a number of days").toString();
}

/**
 * Days from the first calendar date to the second.
 * @example daysBetween("2026-11-24", "2026-12-08") // 14
 */
export function daysBetween(a: string, b: string): Integer;
export function daysBetween(a: Maybe<string>, b: Maybe<string>): Integer | undefined;
export function daysBetween(a: Maybe<string>, b: Maybe<string>): Integer | undefined {
  if (a === null || a === undefined || b === null || b === undefined) return undefined;
  const start = checked(() => Temporal.PlainDate.from(a), a, "a date");
  return start.until(checked(() => Temporal.PlainDate.from(b), b, "a date")).days;
}

/**
 * The moment a calendar date begins in the zone; not always midnight.
 * @example startOfDay("2026-11-24", "Europe/Amsterdam") // "2026-11-24T00:00:00+01:00"
 */
export function startOfDay(value: string, zone: string): Instant;
export function startOfDay(value: Maybe<string>, zone: string): Instant | undefined;
export function startOfDay(value: Maybe<string>, zone: string): Instant | undefined {
  if (value === null || value === undefined) return undefined;
  const day = checked(() => Temporal.PlainDate.from(value), value, "a date");
  return zoned(checked(() => day.toZonedDateTime(zone), zone, "a zone of the IANA database"));
}

function inZone(value: Instant, zone: string): Temporal.ZonedDateTime {
  const at = read(value);
  return checked(() => at.toZonedDateTimeISO(zone), zone, "a zone of the IANA database");
}
