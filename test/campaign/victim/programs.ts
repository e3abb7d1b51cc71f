import { Failure } from "../../../runtime/contract/failure.ts";
import type { Json } from "../../../runtime/contract/json.ts";
import type { Program, RunContext } from "../../../runtime/engine/port.ts";
import { call, info, policy } from "./calls.ts";
import { awaited, isChecked, isPrinted, type Message, nameOf, naps } from "./message.ts";

/** The routes that messages are sent to. Between them they do all that a route can. */

const passing = policy("pass");

/** Reserve and hold, perhaps nap, be checked, post, print; then an event. A refused posting undoes what was done. */
function orders(route: string, lane: "park" | "pass"): Program {
  const own = policy(lane);
  return {
    route,
    policy: own,
    async run(run, input) {
      const message = readMessage(run, input);
      await run.decide(info("provider", "decide"), nameOf(message), () => "first");
      await undoable(run, "reserve", message);
      await undoable(run, "hold", message);
      if (naps(message)) await run.sleep(info("nap", "sleep"), 60);
      if (isChecked(message)) await call(run, "check", message, { own });
      try {
        await call(run, "post", message, { own });
      } catch (error) {
        if (!(error instanceof Failure) || error.class !== "refused") throw error;
        run.handled(error);
        await run.compensate("all");
        return { outcome: "refused" };
      }
      if (isPrinted(message)) await call(run, "print", message, { own, repeatable: false });
      await run.publish(info("accepted", "publish"), {
        type: "accepted@1",
        subject: message.lane,
        data: { ...message, which: nameOf(message) },
      });
      return { outcome: "done" };
    },
  };
}

/** Two branches at once. */
const pairs: Program = {
  route: "pairs",
  policy: passing,
  async run(run, input) {
    const message = readMessage(run, input);
    const branches = ["left", "right"].map((name) => call(run, name, message, { own: passing }));
    for (const one of await Promise.allSettled(branches)) if (one.status === "rejected") throw one.reason;
    return { outcome: "done" };
  },
};

/** Waits for an order to be accepted, however long ago that was, and goes on without it where it is not. */
const payers: Program = {
  route: "payers",
  policy: passing,
  async run(run, input) {
    const message = readMessage(run, input);
    const which = awaited(message);
    const came = await run.wait(info("accepted", "wait"), {
      event: {
        type: "accepted@1",
        where: (data) => (data as { which?: string }).which === which,
        // Half of them name no field: they look at every event of the type.
        ...(message.number % 2 === 0 ? { match: { path: ["which"], value: which } } : {}),
      },
      withinMs: 3_000,
    });
    if (came.kind === "expired") return { outcome: "expired" };
    await call(run, "pay", message, { own: passing });
    return { outcome: "paid" };
  },
};

/** A person decides, or nobody does in time. */
const reviews: Program = {
  route: "reviews",
  policy: passing,
  async run(run, input) {
    const message = readMessage(run, input);
    await undoable(run, "reserve", message);
    const said = await run.approve(info("review", "approve"), {
      role: "desk",
      show: { ...message },
      withinMs: message.number % 3 === 0 ? 300 : 4_000,
    });
    if (said.kind === "approved") {
      await call(run, "grant", message, { own: passing });
      return { outcome: "approved" };
    }
    await run.compensate("all");
    return { outcome: said.kind };
  },
};

function readMessage(run: RunContext, input: Json): Message {
  return run.pure(info("message", "map"), () => input as unknown as Message); // As the campaign sends it.
}

async function undoable(run: RunContext, name: string, message: Message): Promise<void> {
  await call(run, name, message, { own: passing });
  run.compensation(name, async () => {
    await call(run, `compensate:${name}`, message, { own: passing });
  });
}

export const programs: readonly Program[] = [
  orders("lenient", "pass"),
  pairs,
  payers,
  reviews,
  orders("strict", "park"),
];
