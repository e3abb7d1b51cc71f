import type { Engine, RunState, RunSummary } from "../../engine/port.ts";
import { problem, refuse } from "../problem.ts";
import { type EdgeRequest, type Handler, json } from "../request.ts";
import { decided, deciding, decisionOf, filtersOf, limitOf, said } from "./said.ts";

const states: readonly RunState[] = ["waiting", "running", "paused", "done", "failed", "cancelled"];

/** `GET /admin/runs?state=&route=&limit=&before=`: newest first; without a state those that are not over. */
export function listRuns(engine: Engine): Handler {
  return async ({ url }) => {
    const asked = filtersOf(url, "state", "route", "limit", "before");
    const [state, route, before] = [asked.get("state"), asked.get("route"), asked.get("before")];
    if (before !== null && !/^\d{1,15}$/.test(before))
      refuse({ status: 400, title: "before is what next said" });
    const { runs, next } = await engine.runs({
      ...(state === null ? {} : { state: stateOf(state) }),
      ...(route === null ? {} : { route }),
      ...(before === null ? {} : { before }),
      limit: limitOf(url),
    });
    return json(200, { runs: runs.map(shown), ...(next === undefined ? {} : { next }) });
  };
}

function stateOf(text: string): RunState {
  const state = states.find((one) => one === text);
  return state ?? refuse({ status: 400, title: "No such state", detail: states.join(", ") });
}

function shown({ acceptedAt, updatedAt, ...run }: RunSummary): unknown {
  return {
    ...run,
    acceptedAt: new Date(acceptedAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

type Act = (engine: Engine, run: string, request: EdgeRequest) => Promise<void>;

/** What can be done to a run, each with `by` and `reason` in the body. */
const acts: Readonly<Record<string, Act>> = {
  /** `{"compensate": true}` undoes what it did. */
  cancel: (engine, run, request) => {
    const order = said(request, { ...deciding, compensate: "flag" });
    return engine.cancel(run, { ...decisionOf(order), compensate: order.compensate === true });
  },
  pause: (engine, run, request) => engine.pause(run, decisionOf(said(request, deciding))),
  /** `{"step": "posting"}`; `{"force": true}` with a reason repeats what can not be told from its repetition. */
  restart: (engine, run, request) => {
    const order = said(request, { ...deciding, step: "text", force: "flag" });
    const fromStep = order.step ?? refuse({ status: 422, title: "step says from where" });
    return engine.restart(run, { ...decisionOf(order), fromStep, force: order.force === true });
  },
  resume: (engine, run, request) => engine.resume(run, decisionOf(said(request, deciding))),
};

/** `POST /admin/runs/<id>/<act>`. 202: it is durable, and done at the run's next step boundary. */
export function actOnRun(engine: Engine): Handler {
  return (request) =>
    decided(async () => {
      const { id = "", act = "" } = request.parameters;
      if (!Object.hasOwn(acts, act))
        return problem({ status: 404, title: "No such act", detail: Object.keys(acts).join(", ") });
      await acts[act]?.(engine, id, request);
      return json(202, { run: id, [act]: true }, { location: `/runs/${id}` });
    });
}
