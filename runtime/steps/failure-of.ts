import { Failure } from "../contract/failure.ts";
import type { RouteRun } from "../contract/route-run.ts";
import type { StepKit } from "./kit.ts";

/** For a branch of `onFailure`: the failure that it deals with, or undefined where it is not one of its classes. */
export function failureOf(kit: StepKit): RouteRun["failureOf"] {
  return (error, classes, place) => {
    if (!(error instanceof Failure) || !classes.includes(error.class)) return undefined;
    kit.context.handled(error);
    const { status } = error.detail;
    return {
      class: error.class,
      message: error.message,
      ...(status === undefined ? {} : { status }),
      ...(place === undefined ? {} : { [place]: kit.places.get(error) ?? 0 }),
    } as ReturnType<RouteRun["failureOf"]>; // with the place that was asked for
  };
}
