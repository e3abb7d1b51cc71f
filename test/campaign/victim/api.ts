import type {
  AcceptCommand,
  Decision,
  Engine,
  EraseOrder,
  RunState,
  RunSummary,
} from "../../../runtime/engine/port.ts";
import type { CloudEvent } from "../../../runtime/events/port.ts";

const all = 1_000_000;

/** Waiting ones are all that are not over. */
const states = ["waiting", "running", "paused", "done", "failed", "cancelled"] as const;

export type Api = ReturnType<typeof api>;

/** What may be asked of the victim from outside, by name. */
export function api(engine: Engine, clock: { offsetMs: number }) {
  return {
    accept: async (command: AcceptCommand) => {
      const { run, outcome } = await engine.accept(command);
      return { run, outcome };
    },
    approvals: () => engine.approvals({ limit: 20 }),
    audit: () => engine.audit({ limit: all }),
    backlog: async () => {
      const { waiting, running } = await engine.backlog();
      const behind = (await engine.events.consumers()).reduce((sum, group) => sum + group.behind, 0);
      return { live: waiting + running, behind };
    },
    bulk: (order: Decision) => engine.bulk({}, { action: "redrive", ratePerSecond: 50, ...order }),
    cancel: ({ run, ...how }: Decision & { readonly run: string; readonly compensate: boolean }) =>
      engine.cancel(run, how),
    clock: async ({ offsetMs }: { readonly offsetMs: number }) => {
      clock.offsetMs = offsetMs;
    },
    decide: ({ run, step, ...how }: Parameters<Engine["decide"]>[2] & { run: string; step: string }) =>
      engine.decide(run, step, how),
    discard: ({ letter, ...how }: Decision & { readonly letter: string }) => engine.discard(letter, how),
    erase: (order: EraseOrder) => engine.erase(order),
    events: async () => (await engine.events.read({ limit: all })).map(({ event }) => event),
    letters: async ({ state, limit }: { readonly state?: "open"; readonly limit: number }) => {
      const letters = await engine.deadLetters({ limit, ...(state === undefined ? {} : { state }) });
      return letters.map(({ id, run, step, class: of, state: now }) => ({
        id,
        run,
        step,
        class: of,
        state: now,
      }));
    },
    pause: ({ run, ...how }: Decision & { readonly run: string }) => engine.pause(run, how),
    /** That it answers is all. */
    ready: async () => null,
    publish: ({ event }: { readonly event: CloudEvent }) => engine.events.publish([event]),
    redrive: ({ letter, by }: Decision & { readonly letter: string }) =>
      engine.redrive(letter, { from: "step", by }),
    replay: ({ from, by }: Decision & { readonly from: number }) =>
      engine.events.replay({ group: "ledger", from, dryRun: false, by }),
    restart: ({ run, ...how }: Decision & { readonly run: string; readonly fromStep: string }) =>
      engine.restart(run, { ...how, force: true }),
    resume: ({ run, ...how }: Decision & { readonly run: string }) => engine.resume(run, how),
    paused: () => runsIn(engine, "paused"),
    runs: async () => (await Promise.all(states.map((state) => runsIn(engine, state)))).flat(),
    stop: async () => {
      setImmediate(() => void engine.close({ drainMs: 300 }).then(() => process.exit()));
    },
  };
}

/** All of them. */
export async function runsIn(engine: Engine, state: RunState): Promise<readonly RunSummary[]> {
  const found: RunSummary[] = [];
  for (let before: string | undefined; ; ) {
    const page = await engine.runs({ state, limit: 1_000, ...(before === undefined ? {} : { before }) });
    found.push(...page.runs);
    if (page.next === undefined) return found;
    before = page.next;
  }
}
