import type { Route } from "../../contract/route.ts";
import type { DeadLetter, Engine } from "../../engine/port.ts";
import { mask, type PersonalPaths, personalValues, redact, redactDeep } from "../../telemetry/personal.ts";
import { personalOf as ofTrigger } from "../../telemetry/trigger.ts";
import { problem, refuse } from "../problem.ts";
import { type Handler, json } from "../request.ts";
import { decided, deciding, decisionOf, filtersOf, limitOf, said } from "./said.ts";
import { tracedStep } from "./trace.ts";

/** `GET /admin/deadletters?state=&route=&limit=&after=` */
export function listDeadLetters(engine: Engine, routes: readonly Route<unknown>[]): Handler {
  return async ({ url }) => {
    const asked = filtersOf(url, "state", "route", "limit", "after");
    const route = asked.get("route");
    const after = asked.get("after");
    const found = await engine.deadLetters({
      ...(asked.get("state") === "all" ? {} : { state: stateOf(asked.get("state")) }),
      ...(route === null ? {} : { route }),
      ...(after === null ? {} : { after }),
      limit: limitOf(url),
    });
    return json(200, { deadLetters: found.map((letter) => summary(letter, personalOf(routes, letter))) });
  };
}

function stateOf(text: string | null): DeadLetter["state"] {
  if (text === null) return "open";
  if (text === "open" || text === "redriven" || text === "discarded") return text;
  return refuse({ status: 400, title: "No such state", detail: "open, redriven, discarded or all" });
}

/** `GET /admin/deadletters/<id>`: with its message, masked by contract, and its steps. */
export function showDeadLetter(engine: Engine, routes: readonly Route<unknown>[]): Handler {
  return async ({ parameters }) => {
    const letter = await engine.deadLetter(parameters["id"] ?? "");
    if (!letter) return problem({ status: 404, title: "No such dead letter" });
    const personal = personalOf(routes, letter);
    const paths = personal.map((path) => ["data", ...path]);
    const input = redactDeep(mask(letter.input, paths), personalValues(letter.input, paths));
    return json(200, { ...summary(letter, personal), input, steps: letter.steps.map(tracedStep) });
  };
}

/** `POST …/redrive` with `{"from":"step"|"start","by","reason","force"}`, default step. `force` with a reason repeats what nothing tells from its repetition. */
export function redriveDeadLetter(engine: Engine): Handler {
  return (request) =>
    decided(async () => {
      const order = said(request, { ...deciding, from: "text", force: "flag" });
      const { from = "step", force = false } = order;
      if (from !== "step" && from !== "start")
        return problem({ status: 422, title: "from is step or start" });
      const run = await engine.redrive(request.parameters["id"] ?? "", {
        ...decisionOf(order),
        from,
        force,
      });
      return json(202, { run }, { location: `/runs/${run}` });
    });
}

/** `POST …/discard` with `{"by","reason"}`. Nobody works it any more, so the reason is all that is left of it. */
export function discardDeadLetter(engine: Engine): Handler {
  return (request) =>
    decided(async () => {
      const id = request.parameters["id"] ?? "";
      const decision = decisionOf(said(request, deciding));
      if (decision.reason === undefined)
        return problem({ status: 422, title: "A dead letter is discarded for a reason" });
      await engine.discard(id, decision);
      return json(200, { id, state: "discarded" });
    });
}

function summary(letter: DeadLetter, personal: PersonalPaths): object {
  const { input, steps: _steps, error, lane, ...rest } = letter;
  const data = typeof input === "object" && input !== null && "data" in input ? input["data"] : undefined;
  const values = personalValues(data, personal);
  return {
    ...rest,
    // A lane is made of the message: of a customer's address, it may be.
    ...(lane === undefined ? {} : { lane: redact(lane, values) }),
    at: new Date(letter.at).toISOString(),
    error: redact(error, values),
  };
}

/** Of a route that this build no longer has nobody can say what is personal: all of it is masked. */
function personalOf(routes: readonly Route<unknown>[], letter: DeadLetter): PersonalPaths {
  const trigger = routes.find(({ name }) => name === letter.route)?.trigger;
  return trigger ? ofTrigger(trigger) : [[]];
}
