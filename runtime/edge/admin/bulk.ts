import type { FailureClass } from "../../contract/failure.ts";
import type { DeadLetterFilter, Engine } from "../../engine/port.ts";
import { problem, refuse } from "../problem.ts";
import { type Handler, json } from "../request.ts";
import { deciding, decisionOf, said, timeOf } from "./said.ts";

const fields = {
  ...deciding,
  action: "text",
  route: "text",
  class: "text",
  owner: "text",
  since: "text",
  from: "text",
  rate: "number",
  dryRun: "flag",
  force: "flag",
} as const;

const classes: readonly FailureClass[] = ["invalid", "refused", "throttled", "transient", "unknown"];

/**
 * `POST /admin/deadletters` with `{"action":"redrive"|"discard","route","class","owner","since","from","rate","dryRun","by","reason","force"}`:
 * all open ones that are meant. 202 with how many there are; how far it is says `GET /admin/deadletters/bulk/<id>`.
 */
export function bulkDeadLetters(engine: Engine): Handler {
  return async (request) => {
    const order = said(request, fields);
    const { action, from = "step", dryRun = false, force = false, rate } = order;
    if (action !== "redrive" && action !== "discard")
      return problem({ status: 422, title: "action is redrive or discard" });
    if (from !== "step" && from !== "start") return problem({ status: 422, title: "from is step or start" });
    const decision = decisionOf(order);
    if (action === "discard" && !dryRun && decision.reason === undefined)
      return problem({ status: 422, title: "many are discarded for a reason" });
    if (rate !== undefined && !(rate > 0 && rate <= 1000))
      return problem({ status: 422, title: "rate is letters a second, up to 1000" });
    const progress = await engine.bulk(filterOf(order), {
      ...decision,
      action,
      from,
      force,
      dryRun,
      ...(rate === undefined ? {} : { ratePerSecond: rate }),
    });
    return json(dryRun ? 200 : 202, progress);
  };
}

export function bulkProgress(engine: Engine): Handler {
  return async ({ parameters }) => {
    const progress = await engine.bulkProgress(parameters["id"] ?? "");
    if (progress === undefined)
      return problem({
        status: 404,
        title: "There is no such order",
        detail: "they are known for a day; what one has not come to is open",
      });
    return json(200, progress);
  };
}

function filterOf({
  route,
  owner,
  since,
  class: failure,
}: Readonly<Partial<Record<"route" | "owner" | "since" | "class", string>>>): DeadLetterFilter {
  const known = classes.find((one) => one === failure);
  if (failure !== undefined && known === undefined)
    return refuse({ status: 422, title: "No such class", detail: classes.join(", ") });
  const at = since === undefined ? undefined : timeOf(since, "since");
  return {
    ...(route === undefined ? {} : { route }),
    ...(owner === undefined ? {} : { owner }),
    ...(known === undefined ? {} : { class: known }),
    ...(at === undefined ? {} : { since: at }),
  };
}
