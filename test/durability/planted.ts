import type { Planted } from "../simulation/planted.ts";

/** Mistakes to plant, to show that the campaign finds them. */
export const planted: readonly Planted[] = [
  {
    name: "an early word: a message is acknowledged before it is on the disk",
    file: "embedded/intake.ts",
    find: "const first = await store.write([",
    instead: "const first = await (async (w) => (setTimeout(() => void store.write(w as never), 5), null))([",
  },
  {
    name: "undone in order: what was done first is undone first",
    file: "run/program/undoing.ts",
    find: "other.position - one.position",
    instead: "one.position - other.position",
  },
  {
    name: "an event kept: what a run published still says what was erased",
    file: "run/erasure/erasure.ts",
    find: 'const writes: Write[] = [["overwrite"], ...events];',
    instead: 'const writes: Write[] = [["overwrite"]];',
  },
  {
    name: "a begin unsaid: an effect begins before its begin is on the disk",
    file: "run/program/step.ts",
    find: 'await execution.commitBefore(turn);\n  crashPoint("step-begun");',
    instead: "void journal.commit();",
  },
  {
    name: "a breaker unasked: a call to a system does not wait for its turn",
    file: "run/program/step.ts",
    find: "const turn = turnstile && (await execution.turn(turnstile, probesOf(head), unsettled));",
    instead: "const turn = undefined as Turn | undefined;",
  },
  {
    name: "the latest unasked: a message that is older than what its lane has seen becomes a run",
    file: "embedded/intake.ts",
    find: "command.latest?.by ?? null",
    instead: "null",
  },
  {
    name: "a loop without end: who accepts an order answers nobody any more",
    file: "embedded/intake.ts",
    find: "const acceptedAt = clock.now();",
    instead: 'const acceptedAt = clock.now();\n    while (command.route === "strict");',
  },
  {
    name: "a start without end: what was under way is never taken up",
    file: "embedded/engine.ts",
    find: "await recover(this.#store, this.#scheduler, this.#clock.now());",
    instead: "await new Promise((never) => setInterval(never, 2 ** 30));",
  },
];
