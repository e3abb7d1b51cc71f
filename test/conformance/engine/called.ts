import type { Program } from "../../../runtime/engine/port.ts";
import { info, options, program } from "../../runtime/engine/embedded/bench-of.ts";
import { quick } from "./programs.ts";

/** What a step tells its receiver. */
export interface Call {
  readonly key: string;
  readonly previous: "none" | "failed" | "unknown";
  readonly message: Message;
}

export interface Message {
  readonly lane: string;
  readonly number: number;
}

/** Two steps that each call somebody, and an answer. */
export function calling(call: (of: Call) => Promise<void>): Program {
  const policy = quick({ retry: { attempts: 100, maxMs: 200 } });
  return program("orders", async (run, input) => {
    const message = input as unknown as Message; // as the suite sent it
    for (const name of ["reserve", "post"])
      await run.step(info(name), options({ policy }), ({ attemptKey, previous }) =>
        call({ key: attemptKey, previous, message }),
      );
    await run.respond(info("answer", "respond"), { status: 201, body: message.number });
  });
}
