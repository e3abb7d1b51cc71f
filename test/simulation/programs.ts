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
      const message = run.pure(info("order", "map"), () => input as unknown as Message);
      await call(run, "reserve", message);
      run.compensation("reserve", async () => void (await call(run, "compensate:reserve", message)));
      await call(run, "hold", message);
      run.compensation("hold", async () => void (await call(run, "compensate:hold", message)));
      if (message.number % 5 === 0) await run.sleep(info("pause", "sleep"), 30_000);
      try {
        await call(run, "post", message, { refusable: true });
      } catch (error) {
        if (!(error instanceof Failure) || error.class !== "refused") throw error;
        run.handled(error);
        await run.compensate("all");
        return { outcome: "refused" };
      }
      if (message.number % 6 === 1) await call(run, "print", message, { repeatable: false });
      await run.publish(info("accepted", "publish"), {
        type: "accepted@1",
        subject: message.lane,
        data: { ...message, which: `${message.lane}-${message.number}` },
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

/** Waits for the order of the same number to be accepted, however long ago that was, and goes on without it after a day. */
function payers(network: Network, own: Policy): Program {
  const { call } = effects(network, own);
  return {
    route: "payers",
    policy: own,
    async run(run, input) {
      const message = run.pure(info("order", "map"), () => input as unknown as Message);
      const which = `s1-${message.number}`;
      const came = await run.wait(info("accepted", "wait"), {
        event: {
          type: "accepted@1",
          where: (data) => (data as { which?: string }).which === which,
          // Half of them name no field: they look at every event of the type.
          ...(message.number % 2 === 0 ? { match: { path: ["which"], value: which } } : {}),
        },
        withinMs: 86_400_000,
      });
      if (came.kind === "expired") return { outcome: "expired" };
      await call(run, "pay", message);
      return { outcome: "paid" };
    },
  };
}

/** A person decides, within an hour. */
function reviews(network: Network, own: Policy): Program {
  const { call } = effects(network, own);
  return {
    route: "reviews",
    policy: own,
    async run(run, input) {
      const message = run.pure(info("order", "map"), () => input as unknown as Message);
      await call(run, "reserve", message);
      run.compensation("reserve", async () => void (await call(run, "compensate:reserve", message)));
      const said = await run.approve(info("review", "approve"), {
        role: "desk",
        show: { ...message },
        withinMs: 3_600_000,
      });
      if (said.kind === "approved") {
        await call(run, "grant", message);
        return { outcome: "approved" };
      }
      await run.compensate("all");
      return { outcome: said.kind };
    },
  };
}

/** Takes each accepted order's event, in the order of its lane. */
function listeners(network: Network, own: Policy): Program {
  const { call } = effects(network, own);
  return {
    route: "listeners",
    policy: own,
    consumes: {
      type: "accepted@1",
      from: "beginning",
      accept: (event) => ({
        route: "listeners",
        ...(event.subject === undefined ? {} : { lane: event.subject }),
        input: event.data ?? null,
        searchKeys: [event.id],
        idempotency: { key: event.id, keepMs: 1e12 },
      }),
    },
    async run(run, input) {
      const { lane, number } = run.pure(info("event", "map"), () => input as unknown as Message);
      await call(run, "notify", { lane: `heard-${lane}`, number });
      return { outcome: "done" };
    },
  };
}

export function programs(network: Network): readonly Program[] {
  return [
    orders("strict", network, policy("park", 4)),
    orders("lenient", network, policy("pass", 2)),
    pairs(network, policy("pass", 6)),
    payers(network, policy("pass", 6)),
    reviews(network, policy("pass", 6)),
    listeners(network, policy("park", 20)),
  ];
}
