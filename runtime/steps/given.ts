import type { Given, Step } from "../contract/route-run.ts";
import { discreet } from "./discreet.ts";
import type { StepKit } from "./kit.ts";
import { located } from "./located.ts";

/** A step's value, computed if it has to be; what fails there is the step's failure, with its place. */
export function valueOf<T>(kit: StepKit, step: Step, given: Given<T>): T {
  if (typeof given !== "function") return given;
  try {
    return (given as () => T)(); // data is no function
  } catch (error) {
    throw discreet(kit, located(error, step.at));
  }
}
