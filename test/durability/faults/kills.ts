import { setTimeout as pause } from "node:timers/promises";
import { type CrashPoint, crashPoints } from "../../../runtime/engine/crash-point.ts";
import { type Fault, restart } from "./fault.ts";

/** How long a process may take to come to its crash point, milliseconds. */
const patienceMs = 8_000;

export const kill: Fault = {
  name: "kill -9",
  async happen(world, chance) {
    await pause(50 + chance.below(600));
    await restart(world);
  },
};

/** As in a rollout: it ends what it can in its time. */
export const stop: Fault = {
  name: "stopped and started again",
  async happen(world, chance) {
    await pause(50 + chance.below(400));
    world.victim.release();
    await world.ask("stop");
    await Promise.race([world.victim.exited, pause(patienceMs)]);
    if (world.victim.alive) throw new Error("It was told to stop and did not.");
    await restart(world);
  },
};

/** Another build is deployed under the runs in flight. Their programs do not say what steps they have: a person decides about each. */
export const rollout: Fault = {
  name: "new build under runs in flight",
  async happen(world, chance) {
    await pause(50 + chance.below(400));
    world.build += 1;
    await restart(world);
  },
};

/** The whole process stands still, and does not know. */
export const freeze: Fault = {
  name: "frozen for a while",
  async happen(world, chance) {
    world.victim.signal("SIGSTOP");
    await pause(200 + chance.below(1_500));
    world.victim.signal("SIGCONT");
    await pause(chance.below(200));
  },
};

/** Passed so often that the first passes say little. */
const frequent: ReadonlySet<CrashPoint> = new Set([
  "before-commit",
  "after-commit",
  "accepted",
  "step-begun",
  "effect-done",
  "step-recorded",
  "decided",
]);

/** The process kills itself at a named point. */
export function crashAt(point: CrashPoint, pass: number): Fault {
  const arms = `${point}:${pass}`;
  return {
    name: `crash at ${point}`,
    arms,
    async happen(world) {
      if (world.victim.arms !== arms) {
        world.armed = arms;
        await restart(world);
        world.armed = undefined;
      }
      await Promise.race([world.victim.exited, pause(patienceMs)]);
      world.count(world.victim.alive ? `not come to ${point}` : "killed at a crash point");
      await restart(world);
    },
  };
}

/** All points in an order of chance. That of a store's first start comes first. */
export function crashes(below: (limit: number) => number): Fault[] {
  const all = crashPoints.map((point) => ({ point, place: point === "subscribed" ? -1 : below(1_000_000) }));
  return all
    .toSorted((one, other) => one.place - other.place)
    .map(({ point }) =>
      crashAt(point, 1 + (point === "subscribed" ? 0 : below(frequent.has(point) ? 15 : 2))),
    );
}
