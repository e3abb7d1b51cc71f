import { Failure } from "../../runtime/contract/failure.ts";
import type { Json } from "../../runtime/contract/json.ts";
import type { Policy } from "../../runtime/contract/policy.ts";
import type { Program, RunContext, StepInfo } from "../../runtime/engine/port.ts";
import type { Network } from "./network.ts";

/** A message. Its lane and number say which it is; the number also decides what its route does with it. */
export interface Message {
  readonly lane: string;
  readonly number: number;
}

const policy = (lane: "park" | "pass", attempts: number): Policy => ({
  name: lane,
  timeoutMs: 5_000,
  retry: {
    on: ["transient", "throttled", "unknown"],
    attempts,
    initialMs: 100,
    factor: 2,
    maxMs: 20_000,
    jitter: "full",
  },
  idempotencyMs: 86_400_000,
  deadLetter: { owner: "nobody", lane, retentionMs: 86_400_000 },
});

function info(name: string, kind: string): StepInfo {
  return { name, kind, at: { file: "route.yaml", line: 1 } };
}

/** What a route needs of the world around it. */
interface Effects {
  call(run: RunContext, name: string, message: Message, how?: How): Promise<Json>;
}

interface How {
  readonly refusable?: boolean;
  readonly repeatable?: boolean;
}

function effects(network: Network, own: Policy): Effects {
  return {
    call: (run, name, message, { refusable = false, repeatable = true } = {}) =>
      run.step(info(name, "call"), { policy: own, repeatable, settleMs: 500 }, (attempt) =>
        network.send({ operation: name, ...message, refusable }, attempt),
      ),
  };
}

/** Reserve, perhaps pause, post; a refused posting undoes the reservation; else an event. */
function orders(route: string, network: Network, own: Policy): Program {
  const { call } = effects(network, own);
  return {
    route,
    policy: own,
    async run(run, input) {
      const undo: (() => Promise<void>)[] = [];
      const message = run.pure(info("order", "map"), () => input as unknown as Message);
      await call(run, "reserve", message);
      undo.push(async () => void (await call(run, "compensate:reserve", message)));
      await call(run, "hold", message);
      undo.push(async () => void (await call(run, "compensate:hold", message)));
      if (message.number % 5 === 0) await run.sleep(info("pause", "sleep"), 30_000);
      try {
        await call(run, "post", message, { refusable: true });
      } catch (error) {
        if (!(error instanceof Failure) || error.class !== "refused") throw error;
        run.handled(error);
        for (const each of undo.toReversed()) await each();
        return { outcome: "refused" };
      }
      if (message.number % 6 === 1) await call(run, "print", message, { repeatable: false });
      await run.publish(info("accepted", "publish"), {
        type: "accepted@1",
        subject: message.lane,
        data: { ...message },
      });
      return { outcome: "done" };
    },
  };
}

/** Two branches at once, then both are needed. */
function pairs(network: Network, own: Policy): Program {
  const { call } = effects(network, own);
  return {
    route: "pairs",
    policy: own,
    async run(run, input) {
      const message = run.pure(info("order", "map"), () => input as unknown as Message);
      const both = await Promise.allSettled([call(run, "left", message), call(run, "right", message)]);
      for (const one of both) if (one.status === "rejected") throw one.reason;
      return { outcome: "done" };
    },
  };
}

export function programs(network: Network): readonly Program[] {
  return [
    orders("strict", network, policy("park", 4)),
    orders("lenient", network, policy("pass", 2)),
    pairs(network, policy("pass", 6)),
  ];
}
