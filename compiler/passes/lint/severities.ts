import { catalogue } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { SpecDocument } from "../../kinds/document.ts";
import type { EstateSpec, RuleSeverity } from "../../kinds/estate/spec.ts";
import { type Acceptable, isCode } from "./acceptable.ts";

const ranks = { off: 0, info: 1, warning: 2, error: 3 } as const;

/** Gives diagnostics the severity that the estate wants for them, leaves out what it switched off, and reports what it may not want. */
export function applySeverities(
  diagnostics: readonly Diagnostic[],
  estate: SpecDocument<EstateSpec> | undefined,
  canBeAccepted: Acceptable,
  reporter: Reporter,
): readonly Diagnostic[] {
  const { rules = [] } = estate?.spec ?? {};
  if (!estate || rules.length === 0) return diagnostics;
  const wanted = new Map<string, RuleSeverity>();
  for (const rule of rules)
    if (isRight(rule, estate, wanted, canBeAccepted, reporter)) wanted.set(rule.code, rule);
  const said = new Set(diagnostics.map(({ code }) => code));
  // With an error, something may not have been looked at that an entry is for.
  if (!diagnostics.some(({ severity }) => severity === "error"))
    for (const rule of wanted.values()) reportUnused(rule, estate, said, reporter);
  return diagnostics.flatMap((diagnostic) => {
    const rule = wanted.get(diagnostic.code);
    if (!rule || !mayBecome(diagnostic, rule, canBeAccepted)) return [diagnostic];
    return rule.severity === "off" ? [] : [{ ...diagnostic, severity: rule.severity }];
  });
}

/** A code may be an error in one case and a warning in another: the error of what cannot run stays one. */
function mayBecome({ code, severity }: Diagnostic, rule: RuleSeverity, canBeAccepted: Acceptable): boolean {
  return ranks[rule.severity] >= ranks[severity] || canBeAccepted(code, severity);
}

function isRight(
  rule: RuleSeverity,
  estate: SpecDocument<EstateSpec>,
  before: ReadonlyMap<string, RuleSeverity>,
  canBeAccepted: Acceptable,
  reporter: Reporter,
): boolean {
  const { code, severity } = rule;
  const span = estate.spanOf(rule, "code");
  if (!isCode(code)) {
    const near = nearest(code, Object.keys(catalogue));
    reporter.report("WB8102", span, `There is no diagnostic "${code}".`, {
      ...(near !== undefined && {
        help: `Did you mean "${near}" (${catalogue[near as keyof typeof catalogue].name})?`, // one of the catalogue's keys
      }),
    });
    return false;
  }
  const first = before.get(code);
  if (first) {
    reporter.report("WB8105", span, `${code} is given a severity twice.`, {
      help: `Leave one of them: ${first.severity} or ${severity}.`,
      related: [{ message: "The first one is here.", span: estate.spanOf(first, "code") }],
    });
    return false;
  }
  if (ranks[severity] < ranks[catalogue[code].severity] && !canBeAccepted(code)) {
    reporter.report(
      "WB8103",
      estate.spanOf(rule, "severity"),
      `${code} (${catalogue[code].name}) cannot be ${severity === "off" ? "switched off" : "made a warning"}: it says that something could not work.`,
      {
        help: "Warnings, the losses that mappings report (WB22…) and what rules say can be lowered; raising is always possible.",
      },
    );
    return false;
  }
  return true;
}

/** Raising what is never said guards against it; lowering what is never said does nothing. */
function reportUnused(
  rule: RuleSeverity,
  estate: SpecDocument<EstateSpec>,
  said: ReadonlySet<string>,
  reporter: Reporter,
): void {
  const { code, severity } = rule;
  const usual = isCode(code) ? catalogue[code].severity : severity;
  if (severity === usual)
    reporter.report("WB8104", estate.spanOf(rule, "severity"), `${code} is ${a(severity)} anyway.`, {
      help: "Take the entry out.",
    });
  else if (!said.has(code) && ranks[severity] < ranks[usual])
    reporter.report("WB8104", estate.spanOf(rule), `Nothing in the estate gives ${code} any more.`, {
      help: "Take the entry out, so that the next one who makes this mistake is told.",
    });
}

function a(severity: string): string {
  return severity === "error" ? "an error" : `a ${severity}`;
}
