import type { Route } from "../contract/route.ts";
import type { Trigger } from "../contract/trigger.ts";
import type { Accepted, Answer } from "../engine/port.ts";
import { accept, accepted } from "./accept.ts";
import { validBody } from "./body.ts";
import type { EdgeContext } from "./context.ts";
import { failed } from "./failed.ts";
import { problem, refuse } from "./problem.ts";
import { createRate } from "./rate.ts";
import { type EdgeRequest, type EdgeResponse, type Handler, json } from "./request.ts";
import { admission } from "./security/index.ts";

type HttpTrigger = Trigger<unknown> & { readonly kind: "http" };

/** How long a synchronous caller is kept waiting where the spec gives no deadline. */
const defaultDeadlineMs = 30_000;

/** An HTTP route under `/api`: who may, how often, what; then 202, or the run's own answer within the deadline. */
export function httpHandler(context: EdgeContext, route: Route<unknown>, trigger: HttpTrigger): Handler {
  const rate = createRate(trigger.ratePerSecond, () => context.now());
  const admit = admission(trigger.security, context);
  const deadlineMs = trigger.deadlineMs ?? defaultDeadlineMs;
  const secretHeader = trigger.security?.apiKey?.header;
  return async (request) => {
    const principal = await admit?.(request);
    const waitMs = rate();
    if (waitMs > 0)
      refuse(
        { status: 429, title: "Too many requests" },
        { "retry-after": String(Math.ceil(waitMs / 1000)) },
      );
    const { data, text } = trigger.request
      ? validBody(request, trigger.request)
      : { data: parametersOf(request), text: undefined };
    const incoming = {
      id: request.headers["idempotency-key"],
      type: route.name,
      source: "http",
      headers: request.headers,
      data,
      text,
      contract: trigger.request,
      secretHeader,
      patienceMs: trigger.synchronous ? deadlineMs : undefined,
      sender: principal?.id,
    };
    const taken = await accept(context, route, incoming, context.now());
    return trigger.synchronous ? answerOf(taken, deadlineMs, context.stopped) : accepted(taken);
  };
}

/** All text; the path's win over the query's of the same name. */
function parametersOf(request: EdgeRequest): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(request.url.searchParams), ...request.parameters };
}

async function answerOf(
  taken: Accepted,
  deadlineMs: number,
  stopped: Promise<undefined> | undefined,
): Promise<EdgeResponse> {
  if (!taken.answered) return accepted(taken); // a duplicate: the first caller gets the answer
  const location = `/runs/${taken.run}`;
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), deadlineMs);
  const answer = await Promise.race([taken.answered, late, ...(stopped ? [stopped] : [])]);
  clearTimeout(timer);
  if (answer) return responseOf(answer, taken.run, location);
  return problem(
    { status: 504, title: "Not answered in time", detail: "the run goes on", run: taken.run },
    { location },
  );
}

function responseOf(answer: Answer, run: string, location: string): EdgeResponse {
  if (answer.kind === "failed") return failed(answer.failure, run, location);
  if (answer.kind === "ended") return json(200, { run, outcome: answer.outcome }, { location });
  const { status, body, headers } = answer;
  return body === undefined
    ? { status, headers: { ...headers, location } }
    : json(status, body, { location, ...headers });
}
