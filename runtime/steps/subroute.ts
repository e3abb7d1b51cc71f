import { Failure } from "../contract/failure.ts";
import type { Message } from "../contract/message.ts";
import type { Route } from "../contract/route.ts";
import type { Answer, RouteRun, Step } from "../contract/route-run.ts";
import { instant } from "../library/index.ts";
import { valueOf } from "./given.ts";
import type { StepKit } from "./kit.ts";
import { wireForm } from "./wire-form.ts";

/** Another route inside this run, its steps named `step.name/…`. What it responds is the result, and goes to no caller. */
export function subroute(
  kit: StepKit,
  within: (route: Route<unknown>, prefix: string, respond: RouteRun["respond"]) => RouteRun,
) {
  return async <I, O>(step: Step, route: Route<I>, input: I): Promise<O> => {
    let answer: Answer | undefined;
    const inner = within(route, `${step.name}/`, async (answering, given) => {
      answer = valueOf(kit, answering, given);
    });
    const ended = await route.run(inner, messageOf(kit, step, route, input));
    if (answer) return wireForm(answer.body) as O; // the compiler checks the route's answer against the capability's output
    throw new Failure("refused", `${route.name} ended ${ended.outcome} without an answer`, { at: step.at });
  };
}

function messageOf<I>({ context }: StepKit, step: Step, route: Route<I>, data: I): Message<I> {
  const time = instant(new Date(context.acceptedAt).toISOString());
  return { id: `${context.run}/${step.name}`, type: route.name, source: "waybill", time, headers: {}, data };
}
