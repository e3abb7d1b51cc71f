import type { SpecDocument } from "../document.ts";
import { parseDuration } from "../duration.ts";
import type { LinkContext } from "../kind.ts";
import type { MilestoneSpec, ProcessSpec } from "./spec.ts";

/** Milestones name each other, count from something, and come to an end. */
export function checkMilestones(document: SpecDocument<ProcessSpec>, context: LinkContext): void {
  const { milestones } = document.spec;
  for (const [name, milestone] of Object.entries(milestones)) {
    checkAfter(document, milestone, context);
    checkWithin(document, name, milestone, context);
  }
  checkCircle(document, context);
  checkServiceLevel(document, context);
}

function checkAfter(
  document: SpecDocument<ProcessSpec>,
  milestone: MilestoneSpec,
  { names }: LinkContext,
): void {
  const { milestones } = document.spec;
  if (milestone.after === undefined || Object.hasOwn(milestones, milestone.after)) return;
  names.unknown(
    `milestone of process "${document.metadata.name}"`,
    milestone.after,
    Object.keys(milestones).filter((name) => milestones[name] !== milestone),
    document.spanOf(milestone, "after"),
  );
}

function checkWithin(
  document: SpecDocument<ProcessSpec>,
  name: string,
  milestone: MilestoneSpec,
  { reporter }: LinkContext,
): void {
  if (milestone.within === undefined) return;
  const others = Object.keys(document.spec.milestones).filter((other) => other !== name);
  if (parseDuration(milestone.within) === 0)
    reporter.report(
      "WB3804",
      document.spanOf(milestone, "within"),
      `\`${name}\` has no time at all: every object would be late.`,
      { help: "Say how long it may take, such as `4h`." },
    );
  else if (milestone.after === undefined)
    reporter.report(
      "WB3804",
      document.spanOf(milestone, "within"),
      `\`${name}\` has ${milestone.within}, but it is not said from when they count.`,
      {
        help:
          others.length > 0
            ? `Add \`after: ${others[0]}\`, the milestone before it.`
            : "Add a milestone that begins the process, and name it in `after`.",
      },
    );
}

/** Reported once, at the first milestone in the text that is its own predecessor. */
function checkCircle(document: SpecDocument<ProcessSpec>, { reporter }: LinkContext): void {
  const { milestones } = document.spec;
  for (const [name, milestone] of Object.entries(milestones)) {
    const way = wayBack(name, milestones);
    if (!way) continue;
    reporter.report(
      "WB3804",
      document.spanOf(milestone, "after"),
      way.length === 1
        ? `\`${name}\` comes after itself.`
        : `\`${name}\` comes after itself: ${[...way, name].map((each) => `\`${each}\``).join(" after ")}.`,
      { help: "One milestone begins the process: leave its `after` out." },
    );
    return;
  }
}

function wayBack(start: string, milestones: ProcessSpec["milestones"]): readonly string[] | undefined {
  const way = [start];
  for (;;) {
    const next = milestones[way.at(-1) ?? start]?.after;
    if (next === start) return way;
    if (next === undefined || way.includes(next)) return undefined;
    way.push(next);
  }
}

function checkServiceLevel(document: SpecDocument<ProcessSpec>, context: LinkContext): void {
  const { milestones, serviceLevel } = document.spec;
  if (!serviceLevel) return;
  const span = document.spanOf(serviceLevel, "milestone");
  const milestone = Object.hasOwn(milestones, serviceLevel.milestone)
    ? milestones[serviceLevel.milestone]
    : undefined;
  if (!milestone)
    context.names.unknown(
      `milestone of process "${document.metadata.name}"`,
      serviceLevel.milestone,
      Object.keys(milestones),
      span,
    );
  else if (milestone.within === undefined)
    context.reporter.report(
      "WB3805",
      span,
      `The service level counts what reaches \`${serviceLevel.milestone}\` in time, but that has no time.`,
      {
        help: "Give the milestone `within` and `after`, or measure by one that has them.",
        related: [
          { message: "The milestone is here.", span: document.keySpan(milestones, serviceLevel.milestone) },
        ],
      },
    );
}
