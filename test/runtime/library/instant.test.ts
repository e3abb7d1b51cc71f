import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  dateIn,
  formatInstant,
  fromSapDate,
  instant,
  instantIn,
  text,
  toSapDate,
} from "../../../runtime/library/index.ts";

test("every point in time that Temporal writes is read, and kept as it is written", () => {
  const zone = fc.constantFrom(
    "UTC",
    "Europe/Amsterdam",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Apia",
  );
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1970-01-01"), max: new Date("9990-01-01"), noInvalidDate: true }),
      zone,
      (date, name) => {
        const written = Temporal.Instant.fromEpochMilliseconds(date.getTime())
          .toZonedDateTimeISO(name)
          .toString({ timeZoneName: "never" });
        assert.equal(text(instant(written)), written);
      },
    ),
  );
});

test("a date that is in no calendar, or a time that no clock shows, is refused", () => {
  for (const written of [
    "2026-02-29T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00",
    "2026-01-01",
    "yesterday",
    "",
  ])
    assert.throws(() => instant(written), { class: "invalid" }, written);
  assert.equal(text(instant("2024-02-29T23:59:59.999999999Z")), "2024-02-29T23:59:59.999999999Z");
});

test("other spellings of an offset become RFC 3339", () => {
  assert.equal(text(instant("2026-11-24T09:00:00+0100")), "2026-11-24T09:00:00+01:00");
  assert.equal(text(instant("2026-11-24 09:00 -05")), "2026-11-24T09:00:00-05:00");
  assert.equal(text(instant("2026-11-24t09:00:00z")), "2026-11-24T09:00:00Z");
});

test("local text is read in its zone: in the hour that clocks repeat the earlier, in the hour they skip an hour later", () => {
  assert.equal(text(instantIn("2026-10-25T02:30:00", "Europe/Amsterdam")), "2026-10-25T02:30:00+02:00");
  assert.equal(text(instantIn("2026-03-29T02:30:00", "Europe/Amsterdam")), "2026-03-29T03:30:00+02:00");
  assert.throws(() => instantIn("2026-03-29T02:30:00", "Europe/Nowhere"), { class: "invalid" });
  assert.throws(() => instantIn("2026-03-29T02:30:00Z", "Europe/Amsterdam"), { class: "invalid" });
});

test("a date depends on the zone it is asked in", () => {
  const late = instant("2026-12-31T23:30:00Z");
  assert.equal(dateIn(late, "Europe/Amsterdam"), "2027-01-01");
  assert.equal(dateIn(late, "America/New_York"), "2026-12-31");
  assert.equal(
    formatInstant(late, "dd.MM.yy HH:mm:ss.SSS XXX 'o''clock'", "Asia/Tokyo"),
    "01.01.27 08:30:00.000 +09:00 oclock",
  );
  assert.throws(() => formatInstant(late, "YYYY", "UTC"), { class: "invalid" });
});

test("SAP's dates go in and out unchanged", () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (milliseconds) => {
      assert.equal(toSapDate(fromSapDate(`/Date(${milliseconds})/`)), `/Date(${milliseconds})/`);
    }),
  );
  for (const wrong of ["Date(1)", "/Date()/", "/Date(1.5)/", "/Date(99999999999999999999)/"])
    assert.throws(() => fromSapDate(wrong), { class: "invalid" });
});
