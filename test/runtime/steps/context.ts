import type { RunContext } from "../../../runtime/engine/port.ts";

/** A run context in memory that keeps what was recorded and runs each effect once. */
export function recording(previous: "none" | "unknown" = "none") {
  const names: string[] = [];
  const decided = new Map<string, string>();
  const indexed: string[] = [];
  const undoing = new Map<string, () => Promise<void>>();
  const context: RunContext = {
    run: "r1",
    build: "1",
    acceptedAt: 0,
    pure(info, compute) {
      names.push(info.name);
      return compute();
    },
    async step(info, _options, effect) {
      names.push(info.name);
      return effect({
        attemptKey: `r1/${info.name}`,
        number: 1,
        previous,
        signal: new AbortController().signal,
        untimed: (wait) => wait(),
      });
    },
    async publish(info) {
      names.push(info.name);
    },
    sleep: async () => undefined,
    known: () => false,
    caughtUp: async () => undefined,
    async wait(info) {
      names.push(info.name);
      return { kind: "expired" };
    },
    async approve(info) {
      names.push(info.name);
      return { kind: "approved", by: "somebody", at: 0 };
    },
    compensation: (step, undo) => void undoing.set(step, undo),
    async compensate(steps) {
      const named = [...undoing].toReversed().filter(([step]) => steps === "all" || steps.includes(step));
      for (const [step, undo] of named) {
        undoing.delete(step);
        await undo();
      }
    },
    handled: () => undefined,
    index: (subject, key) => void indexed.push(`${subject} ${key}`),
    async decide(_info, key, choose) {
      const choice = decided.get(key) ?? choose();
      decided.set(key, choice);
      return choice;
    },
    respond: async (info) => void names.push(info.name),
  };
  return { context, names, decided, indexed };
}
