import type { Crosswalk, Step } from "../contract/route.ts";
import { lookup as find, lookupRequired } from "../library/crosswalk.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { located } from "./located.ts";

interface From {
  readonly system: string;
  readonly value: string | number | null | undefined;
}

/** Master data: what another system calls the same thing. Recorded, so that a run keeps the answer it went on with. */
export function lookup(kit: StepKit) {
  function run(
    step: Step,
    crosswalk: Crosswalk,
    from: From,
    to: string,
    whenMissing: "fail",
  ): Promise<string>;
  function run(
    step: Step,
    crosswalk: Crosswalk,
    from: From,
    to: string,
    whenMissing: "omit" | "fail",
  ): Promise<string | undefined>;
  async function run(
    step: Step,
    crosswalk: Crosswalk,
    from: From,
    to: string,
    whenMissing: "omit" | "fail",
  ): Promise<string | undefined> {
    const read = whenMissing === "fail" ? lookupRequired : find;
    // null and not undefined is recorded: JSON has no undefined.
    const found = kit.context.pure(infoOf(kit, step, "lookup"), () => {
      try {
        return read(crosswalk, from.system, from.value, to) ?? null;
      } catch (error) {
        throw located(error, step.at);
      }
    });
    return found ?? undefined;
  }
  return run;
}
