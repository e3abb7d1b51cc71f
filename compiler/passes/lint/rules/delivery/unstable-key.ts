import { flowsOf } from "../../../../analysis/flow/index.ts";
import type { Value } from "../../../../analysis/flow/value.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { routeUnit } from "../../../../kinds/route/prepare.ts";
import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import { namesIn } from "../../../../kinds/route/used-names.ts";
import { webhookUnit } from "../../../../kinds/system/units.ts";
import type { Span } from "../../../../source/source.ts";
import type { Rule } from "../../rule.ts";

/** The same message twice is one run only where its key comes from the message, tells it from others, and is the same each time it is sent. */
export const unstableKey: Rule = {
  name: "unstable-key",
  codes: ["WB3502"],
  check(model, reporter) {
    for (const route of model.routes.values()) checkRoute(route, reporter);
    const keys = new Map<string, string>([
      ...[...model.routes.keys()].map((name) => [`${routeUnit(name)} key`, "The key"] as const),
      ...[...model.systems.values()].flatMap((system) =>
        [...system.webhooks.keys()].map(
          (name) => [`${webhookUnit(system, name)} id`, `The id of webhook \`${name}\``] as const,
        ),
      ),
    ]);
    for (const { unit, reads } of flowsOf(model))
      for (const { id, value, node } of reads) {
        const what = keys.get(`${unit} ${id}`);
        if (what !== undefined) checkValues(what, value, node.span, reporter);
      }
  },
};

/** A key that is one of a few words can tell only so many messages apart. */
function checkValues(what: string, { shape, origins }: Value, span: Span, reporter: Reporter): void {
  if (shape.kind !== "text" || !shape.values || origins.length === 0) return;
  const words = shape.values.map((value) => `\`${value}\``);
  const shown = words.length > 4 ? [...words.slice(0, 3), "…"] : words;
  reporter.report(
    "WB3502",
    span,
    `${what} is one of ${words.length} words (${shown.join(", ")}): every message with the same is taken for the first one, and only that is done.`,
    {
      severity: "error",
      help: "Use what tells messages apart: `=message.id`, or the object's own number with what happened to it.",
    },
  );
}

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
