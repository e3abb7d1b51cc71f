import { type Share, sharesBySystem } from "../../../../analysis/arrivals.ts";
import { rateText, sharesText } from "../../../../analysis/rate-text.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import { parseRate } from "../../../../kinds/duration.ts";
import type { LinkedSystem } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** No system is known here to answer sooner, so that a limit on concurrency allows at most so many calls a second for each. */
const quickestMs = 20;

/** What comes on an ordinary day is less than what each system takes, all routes that share it together. */
export const steadyLoad: Rule = {
  name: "steady-load",
  codes: ["WB3406", "WB3407"],
  looksAround: true,
  check(model, reporter) {
    for (const [name, shares] of sharesBySystem(model)) {
      const system = model.systems.get(name);
      if (!system) continue;
      checkRate(system, shares, reporter);
      checkConcurrency(system, shares, reporter);
    }
  },
};

function checkRate(system: LinkedSystem, shares: readonly Share[], reporter: Reporter): void {
  const { document } = system;
  const { limits } = document.spec;
  const steady = sum(shares);
  if (limits?.rate === undefined || steady < parseRate(limits.rate)) return;
  const name = document.metadata.name;
  const counted = sum(shares.filter(({ atMost }) => !atMost));
  reporter.report(
    "WB3406",
    document.spanOf(limits, "rate"),
    `On an ordinary day \`${name}\` is asked ${rateText(steady)}, and takes ${limits.rate}: ${sharesText(shares, "steady")} ≥ ${limits.rate}. The backlog grows for ever.`,
    {
      // Where a condition decides, it may be less.
      severity: counted >= parseRate(limits.rate) ? "error" : "warning",
      help: `Ask less of it (fewer calls a message, one call for many), agree on a higher rate, or correct \`load\`.${assumed(shares)}`,
      related: relatedTo(shares),
    },
  );
}

/** Little's law: calls at once = calls a second × how long one takes. */
function checkConcurrency(system: LinkedSystem, shares: readonly Share[], reporter: Reporter): void {
  const { document } = system;
  const { limits } = document.spec;
  if (limits?.concurrency === undefined) return;
  const steady = sum(shares);
  const neededMs = steady === 0 ? Number.POSITIVE_INFINITY : (limits.concurrency / steady) * 1_000;
  if (neededMs >= quickestMs) return;
  reporter.report(
    "WB3407",
    document.spanOf(limits, "concurrency"),
    `\`${document.metadata.name}\` takes ${limits.concurrency} calls at once and is asked ${rateText(steady)} on an ordinary day: by Little's law each would have to be answered within ${limits.concurrency} ÷ ${rateText(steady)} = ${Number(neededMs.toFixed(1))}ms.`,
    {
      severity: "warning",
      help: `An answer is taken to need at least ${quickestMs}ms. Agree on more calls at once, or ask for many in one call.${assumed(shares)}`,
      related: relatedTo(shares),
    },
  );
}

function sum(shares: readonly Share[]): number {
  return shares.reduce((all, { steady }) => all + steady, 0);
}

function assumed(shares: readonly Share[]): string {
  return shares.some(({ atMost }) => atMost)
    ? " Calls that a condition or a rollout decides on are counted as if it always held."
    : "";
}

function relatedTo(shares: readonly Share[]) {
  return shares.slice(0, 4).map(({ step, steady }) => ({
    message: `${rateText(steady)} from here.`,
    span: step.route.spanOf(step.spec),
  }));
}
