import type { AwaitOptions, Event } from "../contract/event.ts";
import { Failure } from "../contract/failure.ts";
import type { RouteRun, Step } from "../contract/route-run.ts";
import type { WaitOptions } from "../engine/port.ts";
import { personalValues } from "../telemetry/personal.ts";
import { infoOf, type StepKit } from "./kit.ts";

/** Parks the run until an event comes that is meant, or its time is over. */
export function wait(kit: StepKit): RouteRun["wait"] {
  async function run<T>(
    step: Step,
    event: Event<T>,
    options: AwaitOptions<T> & { readonly whenExpired: "fail" },
  ): Promise<T>;
  async function run<T>(
    step: Step,
    event: Event<T>,
    options: AwaitOptions<T> & { readonly whenExpired: "omit" | "fail" },
  ): Promise<T | undefined>;
  async function run<T>(
    step: Step,
    event: Event<T>,
    { where, match, withinMs, whenExpired }: AwaitOptions<T> & { readonly whenExpired: "omit" | "fail" },
  ): Promise<T | undefined> {
    const waited = await kit.context.wait(infoOf(kit, step, "wait"), {
      event: {
        type: event.type,
        where: (data) => where?.(data as T) ?? true, // published under its contract
        ...lookedUpBy(match),
      },
      ...(withinMs === undefined ? {} : { withinMs }),
    });
    if (waited.kind === "expired") {
      if (whenExpired === "omit") return undefined;
      throw new Failure("refused", `No ${event.type} came in time.`, { at: step.at });
    }
    const data = waited.data as T; // published under its contract
    for (const value of personalValues(data, event.contract.personal ?? [])) kit.personal.add(value);
    const subject = event.contract.key?.(data);
    if (subject !== undefined) kit.context.index(event.contract.name, subject);
    return data;
  }
  return run;
}

/** A value that is missing, or has more digits than a number holds, is not looked up: all events of the type are looked at. */
function lookedUpBy(match: AwaitOptions<unknown>["match"]): Pick<WaitOptions["event"], "match"> {
  if (match === undefined) return {};
  const { path, value } = match;
  const scalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return scalar ? { match: { path, value } } : {};
}

/** Goes on after a time, also where the process did not live through it. */
export function sleep(kit: StepKit): RouteRun["sleep"] {
  return (step, ms) => kit.context.sleep(infoOf(kit, step, "wait"), ms);
}
