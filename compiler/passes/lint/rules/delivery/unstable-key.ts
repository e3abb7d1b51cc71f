import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import { namesIn } from "../../../../kinds/route/used-names.ts";
import type { Rule } from "../../rule.ts";
import { eachRoute } from "../../walked.ts";

/** The same message twice is one run only where its key comes from the message and is the same each time it is sent. */
export const unstableKey: Rule = {
  name: "unstable-key",
  codes: ["WB3502"],
  check: eachRoute(({ route }, _model, reporter) => checkRoute(route, reporter)),
};

function checkRoute(route: SpecDocument<RouteSpec>, reporter: Reporter): void {
  const { spec } = route;
  if (spec.key === undefined) return;
  if (!namesIn(spec.key).includes("message")) {
    reporter.report(
      "WB3502",
      route.spanOf(spec, "key"),
      "The key says nothing of `message`: every message is taken for the first one, and only that is done.",
      {
        severity: "error",
        help: "Use what tells messages apart: `=message.id`, or the object's own number with what happened to it.",
      },
    );
    return;
  }
  // A time table's message is told by the time that it was due.
  if (spec.trigger.schedule !== undefined || !/\bmessage\s*\.\s*time\b/.test(spec.key)) return;
  reporter.report(
    "WB3502",
    route.spanOf(spec, "key"),
    "The key has the time in it at which the message arrived: sent again, it is another message, and everything is done twice.",
    {
      severity: "error",
      help: "Leave `message.time` out: `=message.id`, or what the sender numbers the object by.",
    },
  );
}
