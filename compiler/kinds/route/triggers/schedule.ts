import type { YamlScalar } from "../../../source/node.ts";
import type { Span } from "../../../source/source.ts";
import type { SpecDocument } from "../../document.ts";
import type { CheckContext } from "../../kind.ts";
import { object, text, word } from "../../vocabulary.ts";
import type { RouteSpec, ScheduleTriggerSpec } from "../spec.ts";
import { cronFaults } from "./cron.ts";
import type { TriggerKind } from "./kind.ts";
import { isZone, nearestZone } from "./zone.ts";

/** The clock says so. */
export const scheduleTrigger: TriggerKind = {
  name: "schedule",
  schema: object(
    {
      cron: {
        ...text("Minute, hour, day of the month, month, day of the week; with seconds first, six fields."),
        examples: ["0 2 * * *", "*/15 6-22 * * MON-SAT", "0 6 L * *"],
      },
      zone: {
        ...text("The zone of the IANA database whose clock it goes by."),
        examples: ["Europe/Amsterdam"],
      },
      missed: word(
        ["once", "all", "skip"],
        "What is done about ticks that passed while nothing ran: one run for all of them (`once`, the default), one for each, or none.",
      ),
    },
    ["cron", "zone"],
    "A time table. `message.data.scheduledAt` is the tick. Ticks are worked one at a time, in order, unless `lane` says otherwise.",
  ),
  link: () => undefined,
  prepare(document) {
    const { schedule } = document.spec.trigger;
    if (!schedule) return undefined;
    const { cron, zone, missed = "once" } = schedule;
    return {
      dataType: "{ readonly scheduledAt: Instant }",
      lower: () => ({ trigger: { kind: "schedule", cron: cron.trim(), zone, missed } }),
    };
  },
  judge(document, _responds, context) {
    const { schedule } = document.spec.trigger;
    if (!schedule) return;
    judgeCron(document, schedule, context);
    judgeZone(document, schedule, context);
  },
};

function judgeCron(
  document: SpecDocument<RouteSpec>,
  schedule: ScheduleTriggerSpec,
  { reporter }: CheckContext,
): void {
  const node = document.nodeOf(schedule, "cron");
  if (node.type !== "scalar") return;
  for (const { code, from, to, message, help, instead } of cronFaults(schedule.cron)) {
    const span = spanIn(node, from, to);
    reporter.report(code, span, message, {
      help,
      subject: subjectOf(document),
      ...(instead !== undefined && {
        fix: { description: `Write \`${instead}\`.`, edits: [{ span, text: instead }] },
      }),
    });
  }
}

function judgeZone(
  document: SpecDocument<RouteSpec>,
  schedule: ScheduleTriggerSpec,
  { reporter }: CheckContext,
): void {
  const { zone } = schedule;
  if (isZone(zone)) return;
  const near = nearestZone(zone);
  const span = document.spanOf(schedule, "zone");
  reporter.report("WB2341", span, `\`${zone}\` is no zone of the IANA time zone database.`, {
    help:
      near === undefined
        ? "A zone is named by its region and a city, such as `Europe/Amsterdam`; or `UTC`."
        : `Did you mean \`${near}\`?`,
    subject: subjectOf(document),
    ...(near !== undefined && { fix: { description: `Write \`${near}\`.`, edits: [{ span, text: near }] } }),
  });
}

const subjectOf = (document: SpecDocument<RouteSpec>) => ({
  document: `Route ${document.metadata.name}`,
  path: "trigger",
});

/** A part of a scalar's text, as it stands in the file. */
function spanIn(node: YamlScalar, from: number, to: number): Span {
  return to <= from
    ? node.span
    : { ...node.span, start: node.offsetAt(from), end: node.offsetAt(to - 1) + 1 };
}
