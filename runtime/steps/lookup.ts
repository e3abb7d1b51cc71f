import type { Crosswalk, LookedUp } from "../contract/crosswalk.ts";
import type { Given, Step } from "../contract/route-run.ts";
import { lookup as find, lookupRequired } from "../library/crosswalk.ts";
import { valueOf } from "./given.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { located } from "./located.ts";

/** Master data: what another system calls the same thing. Recorded, so that a run keeps the answer it went on with. */
export function lookup(kit: StepKit) {
  function run(
    step: Step,
    crosswalk: Crosswalk,
    from: Given<LookedUp>,
    to: string,
    whenMissing: "fail",
  ): Promise<string>;
  function run(
    step: Step,
    crosswalk: Crosswalk,
    from: Given<LookedUp>,
    to: string,
    whenMissing: "omit" | "fail",
  ): Promise<string | undefined>;
  async function run(
    step: Step,
    crosswalk: Crosswalk,
    from: Given<LookedUp>,
    to: string,
    whenMissing: "omit" | "fail",
  ): Promise<string | undefined> {
    const read = whenMissing === "fail" ? lookupRequired : find;
    // null and not undefined is recorded: JSON has no undefined.
    const found = kit.context.pure(infoOf(kit, step, "lookup"), () => {
      try {
        const { system, value } = valueOf(kit, step, from);
        return read(crosswalk, system, value, to) ?? null;
      } catch (error) {
        throw located(error, step.at);
      }
    });
    return found ?? undefined;
  }
  return run;
}
