import type { FailureClass } from "../../contract/failure.ts";
import type { DeadLetterFilter, Engine } from "../../engine/port.ts";
import { problem, refuse } from "../problem.ts";
import { type EdgeRequest, type Handler, json } from "../request.ts";
import { decisionOf, flagOf, numberOf, wordOf } from "./said.ts";

const classes: readonly FailureClass[] = ["invalid", "refused", "throttled", "transient", "unknown"];

/**
 * `POST /admin/deadletters` with `{"action":"redrive"|"discard","route","class","owner","since","from","rate","dryRun","by","reason","force"}`:
 * all open ones that are meant. 202 with how many there are; how far it is says `GET /admin/deadletters/bulk/<id>`.
 */
export function bulkDeadLetters(engine: Engine): Handler {
  return async (request) => {
    const action = wordOf(request, "action");
    if (action !== "redrive" && action !== "discard")
      return problem({ status: 422, title: "action is redrive or discard" });
    const from = wordOf(request, "from") ?? "step";
    if (from !== "step" && from !== "start") return problem({ status: 422, title: "from is step or start" });
    const dryRun = flagOf(request, "dryRun");
    const decision = decisionOf(request);
    if (action === "discard" && !dryRun && decision.reason === undefined)
      return problem({ status: 422, title: "many are discarded for a reason" });
    const rate = numberOf(request, "rate");
    if (rate !== undefined && !(rate > 0 && rate <= 1000))
      return problem({ status: 422, title: "rate is letters a second, up to 1000" });
    const progress = await engine.bulk(filterOf(request), {
      ...decision,
      action,
      from,
      force: flagOf(request, "force"),
      dryRun,
      ...(rate === undefined ? {} : { ratePerSecond: rate }),
    });
    return json(dryRun ? 200 : 202, progress);
  };
}

export function bulkProgress(engine: Engine): Handler {
  return async ({ parameters }) => {
    const progress = engine.bulkProgress(parameters["id"] ?? "");
    if (progress === undefined)
      return problem({
        status: 404,
        title: "This process has no such order",
        detail: "what it had not come to is open",
      });
    return json(200, progress);
  };
}

function filterOf(request: EdgeRequest): DeadLetterFilter {
  const [route, owner, since] = ["route", "owner", "since"].map((name) => wordOf(request, name));
  const failure = wordOf(request, "class");
  const known = classes.find((one) => one === failure);
  if (failure !== undefined && known === undefined)
    return refuse({ status: 422, title: "No such class", detail: classes.join(", ") });
  const at = since === undefined ? undefined : Date.parse(since);
  if (Number.isNaN(at)) return refuse({ status: 422, title: "since is a time: 2026-11-24T09:00:00Z" });
  return {
    ...(route === undefined ? {} : { route }),
    ...(owner === undefined ? {} : { owner }),
    ...(known === undefined ? {} : { class: known }),
    ...(at === undefined ? {} : { since: at }),
  };
}
