import type { EdgeContext } from "./context.ts";
import { problem } from "./problem.ts";
import { type Handler, json } from "./request.ts";

/** The process runs. */
export const live: Handler = async () => json(200, { status: "live" });

/** The store answers, and the service is neither starting nor draining. */
export function ready({ engine }: EdgeContext, phase: () => "starting" | "serving" | "draining"): Handler {
  return async () => {
    if (phase() !== "serving")
      return problem({ status: 503, title: `The service is ${phase()}` }, { "retry-after": "1" });
    try {
      await engine.backlog();
      return json(200, { status: "ready" });
    } catch {
      return problem({ status: 503, title: "The store does not answer" }, { "retry-after": "5" });
    }
  };
}
