import type { Clock } from "../../../runtime/engine/run/clock.ts";
import type { FlowClock } from "../../../runtime/flow/clock.ts";

/** A timer looks at the clock this often, so that a jump is soon noticed. Milliseconds. */
const lookMs = 50;

/** The machine's clock with somebody who sets it. Its timers count time that passes and then look at the clock, as `RealClock`'s do. */
export class SetClock implements Clock {
  offsetMs: number;

  constructor(offsetMs: number) {
    this.offsetMs = offsetMs;
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }

  timer(at: number, fire: () => void): () => void {
    let handle: NodeJS.Timeout;
    const set = (): void => {
      const left = Math.min(Math.max(at - this.now(), 0), lookMs);
      handle = setTimeout(() => (this.now() < at ? set() : fire()), left);
    };
    set();
    return () => clearTimeout(handle);
  }
}

/** As `flowClock`, but that somebody sets it. */
export function flowClockOf(clock: SetClock): FlowClock {
  return {
    now: () => clock.now(),
    timer(at, fire) {
      const handle = setTimeout(fire, Math.max(at - clock.now(), 0));
      return () => clearTimeout(handle);
    },
  };
}
