import type { EdgeContext } from "./context.ts";
import { problem } from "./problem.ts";
import { type Handler, json } from "./request.ts";

/** `GET /runs/<id>`: the state of a run. Its id is what lets in: who was given it may ask. */
export function runHandler({ engine }: EdgeContext): Handler {
  return async ({ parameters }) => {
    const run = await engine.run(parameters["id"] ?? "");
    if (!run) return problem({ status: 404, title: "No such run" });
    return json(200, {
      run: run.run,
      route: run.route,
      state: run.state,
      outcome: run.outcome,
      error: run.error,
    });
  };
}
