import type { Route } from "../../contract/route.ts";
import { type DeadLetter, type Engine, EngineRefusal } from "../../engine/port.ts";
import { mask, type PersonalPaths, personalValues, redact, redactDeep } from "../../telemetry/personal.ts";
import { personalOf as ofTrigger } from "../../telemetry/trigger.ts";
import { jsonBody } from "../body.ts";
import { problem, refuse } from "../problem.ts";
import { type EdgeRequest, type EdgeResponse, type Handler, json } from "../request.ts";
import { tracedStep } from "./trace.ts";

/** `GET /admin/deadletters?state=&route=&limit=&after=` */
export function listDeadLetters(engine: Engine, routes: readonly Route<unknown>[]): Handler {
  return async ({ url }) => {
    const asked = url.searchParams;
    const route = asked.get("route");
    const after = asked.get("after");
    const found = await engine.deadLetters({
      ...(asked.get("state") === "all" ? {} : { state: stateOf(asked.get("state")) }),
      ...(route === null ? {} : { route }),
      ...(after === null ? {} : { after }),
      limit: Math.min(Math.max(Number(asked.get("limit") ?? 100) || 100, 1), 1000),
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

/** `POST …/redrive` with `{"from":"step"|"start"}`, default step. */
export function redriveDeadLetter(engine: Engine): Handler {
  return (request) =>
    decided(async () => {
      const from = wordOf(request, "from") ?? "step";
      if (from !== "step" && from !== "start")
        return problem({ status: 422, title: "from is step or start" });
      const run = await engine.redrive(request.parameters["id"] ?? "", { from, by: "admin" });
      return json(202, { run }, { location: `/runs/${run}` });
    });
}

/** `POST …/discard` with `{"reason"}`. */
export function discardDeadLetter(engine: Engine): Handler {
  return (request) =>
    decided(async () => {
      const id = request.parameters["id"] ?? "";
      await engine.discard(id, { by: "admin", reason: wordOf(request, "reason") ?? "not given" });
      return json(200, { id, state: "discarded" });
    });
}

async function decided(decision: () => Promise<EdgeResponse>): Promise<EdgeResponse> {
  try {
    return await decision();
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error;
    return problem({ status: error.code === "unknown" ? 404 : 409, title: error.message });
  }
}

function wordOf(request: EdgeRequest, name: string): string | undefined {
  if (request.body.length === 0) return undefined;
  const { value } = jsonBody(request);
  const word =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined; // an object, read field by field
  return typeof word === "string" ? word : undefined;
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
