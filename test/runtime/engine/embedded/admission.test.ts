import assert from "node:assert/strict";
import { test } from "node:test";
import type { VirtualClock } from "../../../../runtime/engine/embedded/index.ts";
import { type AcceptCommand, Busy, type Engine, type Program } from "../../../../runtime/engine/port.ts";
import { Flow } from "../../../../runtime/flow/index.ts";
import { bench, command, info, options, policy, program } from "./bench-of.ts";

/** Routes that each call a system of their own, which answers one call in ten seconds. */
function slow(clock: VirtualClock, ...routes: readonly string[]): Program[] {
  const flow = new Flow({ clock });
  return routes.map((route) =>
    program(route, async (context) => {
      const turnstile = flow.turnstile({ name: route, limits: { concurrency: 1 } }, policy());
      await context.step(
        info("call"),
        options({ turnstile, policy: policy({ timeoutMs: 20_000 }) }),
        async () => {
          await clock.sleep(10_000);
          return "ok";
        },
      );
    }),
  );
}

/** So many are taken until one is turned away, which is answered. */
async function fill(engine: Engine, of: AcceptCommand): Promise<{ taken: number; busy: Busy }> {
  for (let taken = 0; ; taken += 1) {
    try {
      await engine.accept(of);
    } catch (error) {
      if (error instanceof Busy) return { taken, busy: error };
      throw error;
    }
  }
}

test("a route that stands still takes half of the backlog, a second one a third of it, and the others find room (admission 2)", async () => {
  const { engine, clock } = await bench({ backlog: 120 });
  await engine.serve("one", slow(clock, "one", "two", "three", "four"));
  const taken = [];
  for (const route of ["one", "two", "three", "four"]) taken.push((await fill(engine, command(route))).taken);
  assert.deepEqual(taken, [60, 30, 15, 8]);
  const { busy } = await fill(engine, command("one"));
  assert.match(busy.message, /as much of the backlog as is left/);
  await engine.close({ drainMs: 0 });
});

test("where there is one route only, it has all of the backlog (admission 2)", async () => {
  const { engine, clock } = await bench({ backlog: 120 });
  await engine.serve("one", slow(clock, "one"));
  assert.equal((await fill(engine, command("one"))).taken, 120);
  await engine.close({ drainMs: 0 });
});

test("the last tenth is for critical routes, where there are any (admission 1)", async () => {
  const { engine, clock } = await bench({ backlog: 100 });
  const programs = slow(clock, ...Array.from({ length: 40 }, (_, index) => `route-${index}`), "vital");
  await engine.serve(
    "one",
    programs.map((each) => (each.route === "vital" ? { ...each, criticality: "critical" as const } : each)),
  );
  let taken = 0;
  for (let round = 0; round < 4; round += 1)
    for (let index = 0; index < 40; index += 1) {
      const accepted = await engine.accept(command(`route-${index}`)).catch((error: unknown) => error);
      if (accepted instanceof Busy) assert.match(accepted.message, /as is left|critical/);
      else taken += 1;
    }
  assert.equal(taken, 90);
  assert.equal((await engine.accept(command("vital"))).outcome, "accepted");
  await engine.close({ drainMs: 0 });
});

test("nobody is taken behind a run that has waited too long; another route is (admission 4)", async () => {
  const { engine, clock } = await bench({ backlogAgeMs: 60_000 });
  await engine.serve("one", slow(clock, "one", "two"));
  for (let index = 0; index < 20; index += 1) await engine.accept(command("one"));
  await clock.advance(60_000);
  assert.equal((await engine.accept(command("one"))).outcome, "accepted");
  await clock.advance(1_000);
  const { taken, busy } = await fill(engine, command("one"));
  assert.equal(taken, 0);
  assert.match(busy.message, /has waited for 61 s/);
  assert.equal((await engine.accept(command("two"))).outcome, "accepted");
  await engine.close({ drainMs: 0 });
});

test("a caller who would wait in vain is turned away at once, one who only leaves a message is not (admission 4)", async () => {
  const { engine, clock } = await bench();
  await engine.serve("one", slow(clock, "one"));
  for (let index = 0; index < 5; index += 1) await engine.accept(command("one"));
  await clock.advance(3_000);
  await assert.rejects(engine.accept(command("one", {}, { patienceMs: 2_000 })), Busy);
  assert.equal((await engine.accept(command("one"))).outcome, "accepted");
  await engine.close({ drainMs: 0 });
});

test("who is turned away is told when there will be room, by the speed of late", async () => {
  const { engine, clock } = await bench({ backlog: 20 });
  await engine.serve("one", slow(clock, "one"));
  const first = await fill(engine, command("one"));
  assert.ok(first.busy.retryAfterMs >= 30_000, "nothing has ended yet");
  await clock.advance(30_500);
  const { busy } = await fill(engine, command("one"));
  // A tenth of twenty, at one or two in ten seconds, and up to a quarter more.
  assert.ok(busy.retryAfterMs >= 10_000 && busy.retryAfterMs <= 25_000, String(busy.retryAfterMs));
  await engine.close({ drainMs: 0 });
});

test("a route whose system is gone is told by its own speed, however fast others are (admission 5)", async () => {
  const { engine, clock } = await bench({ backlog: 100 });
  const quick = program("quick", () => Promise.resolve());
  await engine.serve("one", [...slow(clock, "one"), quick]);
  const passBy = async (): Promise<void> => {
    for (let index = 0; index < 40; index += 1) {
      await engine.accept(command("quick"));
      await clock.advance(1);
    }
  };
  await fill(engine, command("one"));
  await passBy();
  const first = await fill(engine, command("one"));
  assert.match(first.busy.message, /as much of the backlog as is left/);
  assert.ok(first.busy.retryAfterMs >= 30_000, `none of its own has ended: ${first.busy.retryAfterMs}`);
  await clock.advance(25_000);
  await fill(engine, command("one"));
  await passBy();
  const { busy } = await fill(engine, command("one"));
  // A tenth of its fifty, at one or two in ten seconds, and up to a quarter more.
  assert.ok(busy.retryAfterMs >= 25_000 && busy.retryAfterMs <= 62_500, String(busy.retryAfterMs));
  await engine.close({ drainMs: 0 });
});

test("a wait in a queue out of memory is a wait like another: its age does not begin anew", async () => {
  const { engine, clock } = await bench();
  await engine.serve("one", slow(clock, "one"));
  for (let index = 0; index < 300; index += 1) await engine.accept(command("one"));
  await clock.advance(600_000);
  const [one] = (await engine.backlog()).routes;
  assert.equal(one?.runs, 240);
  assert.ok((one?.oldestMs ?? 0) >= 500_000, String(one?.oldestMs));
  await engine.close({ drainMs: 0 });
});
