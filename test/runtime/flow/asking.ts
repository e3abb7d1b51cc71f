import type { Policy } from "../../../runtime/contract/policy.ts";
import type { System } from "../../../runtime/contract/system.ts";
import { VirtualClock } from "../../../runtime/engine/embedded/index.ts";
import type { Asker, Ticket, Turn } from "../../../runtime/engine/port.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { policy } from "../engine/embedded/bench-of.ts";

/** Somebody who asked for a turn, and what became of it. */
export interface Asked {
  readonly ticket: Ticket | undefined;
  turn: Turn | undefined;
  /** When the turn came, ms of the clock. */
  at: number | undefined;
}

export function asking(flow: Flow, clock: VirtualClock, limits: System["limits"] = {}) {
  const began: number[] = [];
  let order = 0;
  return {
    /** The orders of those whose turn came, as it came. */
    began,
    ask(of: Partial<Asker> = {}, under: Policy = policy()): Asked {
      const asker = {
        order: of.order ?? ++order,
        criticality: of.criticality ?? "medium",
        probes: of.probes ?? 0,
      };
      const got = flow.turnstile({ name: "erp", limits }, under).ask(asker);
      const asked: Asked = {
        ticket: got.kind === "ticket" ? got : undefined,
        turn: undefined,
        at: undefined,
      };
      const take = (turn: Turn) => {
        asked.turn = turn;
        asked.at = clock.now();
        began.push(asker.order);
      };
      if (got.kind === "turn") take(got);
      else got.told = { turn: take, slowed: () => undefined, neared: () => undefined };
      return asked;
    },
  };
}

export function world(limits: System["limits"] = {}) {
  const clock = new VirtualClock(0);
  const flow = new Flow({ clock });
  return { clock, flow, ...asking(flow, clock, limits) };
}
