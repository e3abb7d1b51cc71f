import { flowsOf } from "../../../../analysis/flow/index.ts";
import type { Rule } from "../../rule.ts";

/** A zone, currency, duration or pattern that is written out and that its function does not know: no message gets through. */
export const argumentNeverAccepted: Rule = {
  name: "argument-never-accepted",
  codes: ["WB2227"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, message, help } of found)
        if (kind === "never-accepted")
          reporter.report("WB2227", span, message, help === undefined ? {} : { help });
  },
};
