import { catalogue } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { SpecDocument } from "../../kinds/document.ts";
import type { Waivable, Waiver } from "../../kinds/values.ts";
import { type Acceptable, isCode } from "./acceptable.ts";
import { pathWithin } from "./path-within.ts";
import type { SeenWhole } from "./seen-whole.ts";
import { hasSharedCounterpart } from "./shared-counterpart.ts";

interface Placed {
  readonly waiver: Waiver;
  readonly document: SpecDocument;
}

export interface Waived {
  readonly diagnostic: Diagnostic;
  readonly waiver: Waiver;
}

/**
 * Takes out the diagnostics that a document accepts, and reports the waivers that are not right. `today` is an ISO date, an
 * input like any other; without it nothing has expired.
 */
export function applyWaivers(
  diagnostics: readonly Diagnostic[],
  documents: readonly SpecDocument[],
  today: string | undefined,
  canBeAccepted: Acceptable,
  reporter: Reporter,
  wholeBy: (remaining: readonly Diagnostic[]) => SeenWhole,
): { readonly remaining: readonly Diagnostic[]; readonly waived: readonly Waived[] } {
  const good = documents
    .flatMap(waiversOf)
    .filter((placed) => isRight(placed, today, canBeAccepted, reporter));
  const used = new Set<Waiver>();
  const waived: Waived[] = [];
  const remaining = diagnostics.filter((diagnostic) => {
    const match = canBeAccepted(diagnostic.code, diagnostic.severity)
      ? good.find((placed) => covers(placed, diagnostic))
      : undefined;
    if (!match) return true;
    used.add(match.waiver);
    waived.push({ diagnostic, waiver: match.waiver });
    return false;
  });
  const seen = wholeBy(remaining);
  for (const placed of good) {
    const { waiver, document } = placed;
    if (!used.has(waiver) && seen(waiver.code, document) && !hasSharedCounterpart(waiver, document))
      reportUnused(placed, reporter);
  }
  return { remaining, waived };
}

function waiversOf(document: SpecDocument): readonly Placed[] {
  // Every kind's spec may carry waivers; their shape was checked with it.
  const { waive = [] } = document.spec as Waivable;
  return waive.map((waiver) => ({ waiver, document }));
}

function isRight(
  { waiver, document }: Placed,
  today: string | undefined,
  canBeAccepted: Acceptable,
  reporter: Reporter,
): boolean {
  const span = document.spanOf(waiver, "code");
  if (!isCode(waiver.code)) {
    const near = nearest(waiver.code, Object.keys(catalogue));
    reporter.report(
      "WB8002",
      span,
      `There is no diagnostic "${waiver.code}".`,
      near === undefined ? {} : { help: `Did you mean "${near}"?` },
    );
    return false;
  }
  if (!canBeAccepted(waiver.code)) {
    reporter.report("WB8003", span, `${waiver.code} cannot be waived.`, {
      help: "Warnings, the losses that mappings report (WB22…) and what rules say can be; what could not run cannot.",
    });
    return false;
  }
  if (today !== undefined && waiver.until < today) {
    reporter.report(
      "WB8004",
      document.spanOf(waiver, "until"),
      `This waiver of ${waiver.code} ended on ${waiver.until}.`,
      {
        help: `Fix what it was for, or let ${waiver.owner} decide anew and give it another date.`,
      },
    );
    return false;
  }
  if (today !== undefined) reportExpiring({ waiver, document }, today, reporter);
  return true;
}

/** Days in which somebody can still decide anew. */
const notice = 30;

function reportExpiring({ waiver, document }: Placed, today: string, reporter: Reporter): void {
  const left = Temporal.PlainDate.from(today).until(waiver.until).total("days");
  if (left > notice) return;
  const when = left === 0 ? "after today" : `in ${left} day${left === 1 ? "" : "s"}`;
  reporter.report(
    "WB8005",
    document.spanOf(waiver, "until"),
    `This waiver of ${waiver.code} ends ${when}; what it accepts is told again then.`,
    { help: `Fix what it is for, or let ${waiver.owner} decide anew and give it another date.` },
  );
}

function covers({ waiver, document }: Placed, diagnostic: Diagnostic): boolean {
  if (waiver.code !== diagnostic.code) return false;
  const { subject, span } = diagnostic;
  const named =
    subject &&
    (subject.document === `${document.kind} ${document.metadata.name}` ||
      subject.document === document.metadata.name);
  const inside =
    span.file === document.file &&
    span.start >= document.node.span.start &&
    span.end <= document.node.span.end;
  if (!(subject ? named : inside)) return false;
  if (waiver.path === undefined) return true;
  const paths = [subject?.path, inside ? pathWithin(document.node, span) : undefined];
  return paths.some(
    (path) => path !== undefined && (path === waiver.path || path.startsWith(`${waiver.path}.`)),
  );
}

function reportUnused({ waiver, document }: Placed, reporter: Reporter): void {
  reporter.report(
    "WB8001",
    document.spanOf(waiver),
    `Nothing here gives ${waiver.code}${waiver.path === undefined ? "" : ` at \`${waiver.path}\``} any more.`,
    {
      help: "Take the waiver out.",
    },
  );
}
