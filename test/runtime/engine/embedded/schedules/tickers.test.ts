import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { VirtualClock } from "../../../../../runtime/engine/embedded/index.ts";
import type { Program } from "../../../../../runtime/engine/port.ts";
import type { Clock } from "../../../../../runtime/engine/run/clock.ts";
import type { Missed } from "../../../../../runtime/schedule/port.ts";
import { timeTable } from "../../../../../runtime/schedule/time-table.ts";
import { bench, program } from "../bench-of.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** A route that runs by a time table, and the ticks that it ran for. */
function nightly(
  ticks: string[],
  {
    cron = "0 2 * * *",
    zone = "Europe/Amsterdam",
    missed = "once",
  }: { readonly cron?: string; readonly zone?: string; readonly missed?: Missed } = {},
): Program {
  const table = timeTable(cron, zone);
  return {
    ...program("nightly", async (_run, input) => void ticks.push(typeof input === "string" ? input : "")),
    schedule: {
      cron,
      zone,
      missed,
      next: (after) => table.next(after),
      accept(tick) {
        const at = new Date(tick).toISOString();
        return { route: "nightly", input: at, searchKeys: [at], idempotency: { key: at, keepMs: 30 * day } };
      },
    },
  };
}

async function fileIn(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-ticks-"));
  context.after(() => rm(folder, { recursive: true }));
  return join(folder, "store.db");
}

/** Up for a while, on a store that outlives it. */
async function up(
  file: string,
  clock: Clock & { advance?: (ms: number) => Promise<void> },
  served: Program,
  ms: number,
): Promise<void> {
  const { engine } = await bench({ file, clock: clock as VirtualClock });
  await engine.serve("one", [served]);
  await engine.settled();
  await clock.advance?.(ms);
  await engine.settled();
  await engine.close({ drainMs: 0 });
}

test("a tick is one run, at the zone's own time, also where its clocks change", async () => {
  const ticks: string[] = [];
  const clock = new VirtualClock(Date.parse("2026-03-27T12:00:00Z"));
  const { engine } = await bench({ clock });
  await engine.serve("one", [nightly(ticks)]);
  await clock.advance(3 * day);
  // On the 29th clocks go from 02:00 to 03:00: two o'clock is left out, and the run comes when the clock goes on.
  assert.deepEqual(ticks, [
    "2026-03-28T01:00:00.000Z",
    "2026-03-29T01:00:00.000Z",
    "2026-03-30T00:00:00.000Z",
  ]);
  await engine.close({ drainMs: 0 });
});

/** How clocks change, the local date on which they do, and what a table fires then before six o'clock, as local times with their offset. */
const changes = [
  ["forward", "Europe/Berlin", "2026-03-29", "30 2 * * *", ["03:00+02:00"]],
  ["forward", "Europe/Berlin", "2026-03-29", "0 2,14 * * *", ["03:00+02:00"]],
  ["forward", "Europe/Berlin", "2026-03-29", "0,30 2-3 * * *", ["03:00+02:00", "03:30+02:00"]],
  ["forward", "Europe/Berlin", "2026-03-29", "*/30 1-2 * * *", ["01:00+01:00", "01:30+01:00"]],
  ["forward", "America/New_York", "2026-03-08", "15,45 2 * * *", ["03:00-04:00"]],
  ["forward", "Australia/Lord_Howe", "2026-10-04", "15,45 2 * * *", ["02:30+11:00", "02:45+11:00"]],
  ["back", "Europe/Berlin", "2026-10-25", "30 2 * * *", ["02:30+02:00"]],
  ["back", "Europe/Berlin", "2026-10-25", "0 2,14 * * *", ["02:00+02:00"]],
  [
    "back",
    "Europe/Berlin",
    "2026-10-25",
    "0,30 1-2 * * *",
    ["01:00+02:00", "01:30+02:00", "02:00+02:00", "02:30+02:00"],
  ],
  [
    "back",
    "Europe/Berlin",
    "2026-10-25",
    "*/30 2 * * *",
    ["02:00+02:00", "02:30+02:00", "02:00+01:00", "02:30+01:00"],
  ],
  [
    "back",
    "Europe/Berlin",
    "2026-10-25",
    "30 */2 * * *",
    ["00:30+02:00", "02:30+02:00", "02:30+01:00", "04:30+01:00"],
  ],
  ["back", "America/New_York", "2026-11-01", "0 1,3 * * *", ["01:00-04:00", "03:00-05:00"]],
  ["back", "Australia/Lord_Howe", "2026-04-05", "15,45 1 * * *", ["01:15+11:00", "01:45+11:00"]],
  [
    "back",
    "Australia/Lord_Howe",
    "2026-04-05",
    "*/15 1 * * *",
    ["01:00+11:00", "01:15+11:00", "01:30+11:00", "01:45+11:00", "01:30+10:30", "01:45+10:30"],
  ],
] as const;

for (const [how, zone, date, cron, expected] of changes)
  test(`when clocks go ${how} in ${zone}, \`${cron}\` fires ${expected.length} times by six`, () => {
    const table = timeTable(cron, zone);
    const at = (time: string) =>
      Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
    const fired: string[] = [];
    let next = table.next(at("00:00") - 1);
    for (; next !== undefined && next < at("06:00"); next = table.next(next)) {
      const local = Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO(zone);
      fired.push(`${local.toPlainTime().toString({ smallestUnit: "minute" })}${local.offset}`);
    }
    assert.deepEqual(fired, expected);
  });

for (const [missed, caught] of [
  ["once", ["2026-01-04T01:00:00.000Z"]],
  ["all", ["2026-01-02T01:00:00.000Z", "2026-01-03T01:00:00.000Z", "2026-01-04T01:00:00.000Z"]],
  ["skip", []],
] as const)
  test(`after three nights down, missed: ${missed} runs ${caught.length} of them`, async (context) => {
    const file = await fileIn(context);
    const ticks: string[] = [];
    await up(file, new VirtualClock(Date.parse("2026-01-01T12:00:00Z")), nightly(ticks, { missed }), hour);
    const clock = new VirtualClock(Date.parse("2026-01-04T12:00:00Z"));
    const { engine } = await bench({ file, clock });
    await engine.serve("one", [nightly(ticks, { missed })]);
    await engine.settled();
    assert.deepEqual(ticks, caught);
    assert.equal((await engine.schedules.list(1))[0]?.skipped, 3 - caught.length);
    await clock.advance(day);
    assert.deepEqual(ticks, [...caught, "2026-01-05T01:00:00.000Z"]);
    await engine.close({ drainMs: 0 });
  });

test("a tick that comes within its minute was not missed", async (context) => {
  const file = await fileIn(context);
  const ticks: string[] = [];
  const skip = nightly(ticks, { missed: "skip" });
  await up(file, new VirtualClock(Date.parse("2026-01-01T00:59:50Z")), skip, 0);
  await up(file, new VirtualClock(Date.parse("2026-01-01T01:00:30Z")), skip, 0);
  assert.deepEqual(ticks, ["2026-01-01T01:00:00.000Z"]);
});

test("a clock that is set back repeats no tick, and one that is set forward brings what it passes over", async (context) => {
  const file = await fileIn(context);
  const ticks: string[] = [];
  const all = nightly(ticks, { missed: "all" });
  const at = (text: string) => new VirtualClock(Date.parse(text));
  await up(file, at("2026-01-01T12:00:00Z"), all, day);
  assert.deepEqual(ticks, ["2026-01-02T01:00:00.000Z"]);
  await up(file, at("2026-01-01T12:00:00Z"), all, day);
  assert.deepEqual(ticks, ["2026-01-02T01:00:00.000Z"]);
  await up(file, at("2026-01-04T12:00:00Z"), all, 0);
  assert.deepEqual(ticks.slice(1), ["2026-01-03T01:00:00.000Z", "2026-01-04T01:00:00.000Z"]);
});

test("what passed before a time table was changed was never due by the new one", async (context) => {
  const file = await fileIn(context);
  const ticks: string[] = [];
  await up(
    file,
    new VirtualClock(Date.parse("2026-01-01T02:00:00Z")),
    nightly(ticks, { missed: "all" }),
    hour,
  );
  const hourly = nightly(ticks, { missed: "all", cron: "0 * * * *" });
  await up(file, new VirtualClock(Date.parse("2026-01-01T12:30:00Z")), hourly, hour);
  assert.deepEqual(ticks, ["2026-01-01T13:00:00.000Z"]);
});

test("the next ticks are told", async () => {
  const { engine } = await bench({ clock: new VirtualClock(Date.parse("2026-01-01T12:00:00Z")) });
  await engine.serve("one", [nightly([])]);
  const [state] = await engine.schedules.list(2);
  assert.deepEqual(
    state?.next.map((tick) => new Date(tick).toISOString()),
    ["2026-01-02T01:00:00.000Z", "2026-01-03T01:00:00.000Z"],
  );
  assert.equal(state?.zone, "Europe/Amsterdam");
  await engine.close({ drainMs: 0 });
});

test("a long time down with a tick a minute is caught up in order, each once", async (context) => {
  const file = await fileIn(context);
  const ticks: string[] = [];
  const minutely = nightly(ticks, { missed: "all", cron: "* * * * *" });
  await up(file, new VirtualClock(Date.parse("2026-01-01T12:00:00Z")), minutely, 0);
  await up(file, new VirtualClock(Date.parse("2026-01-01T17:00:00Z")), minutely, 0);
  assert.equal(ticks.length, 300);
  assert.deepEqual(ticks, [...new Set(ticks)].toSorted());
});

test("a tick that can not be made a run is told and tried again less and less often; put right, it comes, and what is behind it", async (context) => {
  const told: string[] = [];
  const hear = ({ message, code }: Error & { readonly code?: string }): void => {
    if (code === "WAYBILL_TICK_REFUSED") told.push(message);
  };
  process.on("warning", hear);
  context.after(() => process.off("warning", hear));
  const ticks: string[] = [];
  const clock = new VirtualClock(Date.parse("2026-03-01T00:00:00Z"));
  const { engine } = await bench({ clock });
  const good = nightly(ticks);
  let wrong = true;
  let tried = 0;
  const { schedule } = good;
  assert.ok(schedule);
  const bad: Program = {
    ...good,
    schedule: {
      ...schedule,
      accept(tick) {
        tried += 1;
        if (wrong) throw new TypeError("no such table");
        return schedule.accept(tick);
      },
    },
  };
  await engine.serve("one", [bad]);
  await clock.advance(2 * hour);
  // 1, 2, 4, … 256 seconds, then every five minutes.
  assert.ok(tried > 15 && tried < 25, `tried ${tried} times in an hour`);
  assert.match(told[0] ?? "", /nightly could not be made a run \(TypeError: no such table\).* in 1 s/);
  assert.equal(told.length, tried);
  wrong = false;
  await clock.advance(2 * day);
  assert.deepEqual(ticks, [
    "2026-03-01T01:00:00.000Z",
    "2026-03-02T01:00:00.000Z",
    "2026-03-03T01:00:00.000Z",
  ]);
  await engine.close({ drainMs: 0 });
});

test("a zone that the machine does not know, and what is no pattern, are refused when the time table is made", () => {
  assert.throws(() => timeTable("0 2 * * *", "Nowhere/Here"), /Nowhere\/Here/);
  assert.throws(() => timeTable("0 25 * * *", "UTC"), RangeError);
});
