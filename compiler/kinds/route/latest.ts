import type { CheckStatement } from "../../expressions/check.ts";
import { isExpression } from "../../source/node.ts";
import type { SpecDocument } from "../document.ts";
import type { CheckContext } from "../kind.ts";
import type { RouteSpec } from "./spec.ts";

/** `latest: { by }`: what is newer than what is asked lane by lane, so there must be lanes. */
export function prepareLatest(
  document: SpecDocument<RouteSpec>,
  { reporter }: CheckContext,
): readonly CheckStatement[] {
  const { lane, latest, trigger } = document.spec;
  if (!latest) return [];
  const subject = { document: `Route ${document.metadata.name}`, path: "latest" };
  if (trigger.capability !== undefined)
    reporter.report(
      "WB2320",
      document.keySpan(document.spec, "latest"),
      "A provider runs within its caller's run, which cannot drop it.",
      { subject, help: "Put `latest` on the route that calls the capability." },
    );
  else if (lane === undefined)
    reporter.report(
      "WB2320",
      document.keySpan(document.spec, "latest"),
      "Newer than what? Without a `lane` no two messages of this route concern the same thing.",
      { subject, help: "Add `lane: =…` with what the messages are about, such as an item and its place." },
    );
  const node = document.nodeOf(latest, "by");
  if (!isExpression(node)) return [];
  const expected = { type: "string | number | Instant", label: "`latest.by`", optional: true };
  return [{ do: "expression", id: "latest.by", node, expected }];
}
