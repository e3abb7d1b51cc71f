import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { ContractSpec } from "../../../../kinds/contract/spec.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import type { LinkedContract, Reference } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/**
 * Whoever still uses a contract that ends will stop working on its sunset: told while there is time, and an error once it is
 * over. The day is an input; without one, only what is retired is over.
 */
export const endingContractUsed: Rule = {
  name: "ending-contract-used",
  codes: ["WB3304", "WB3305", "WB3306"],
  check(model, reporter, { today }) {
    const ending = new Map(
      [...model.contracts].filter(([, { document }]) => endsSoonerOrLater(document.spec)),
    );
    if (ending.size === 0) return;
    const own = new Set([...ending.values()].map(({ document }) => replacementPlace(document)));
    for (const reference of model.references) {
      const contract = reference.kind === "Contract" ? ending.get(reference.name) : undefined;
      if (contract && !own.has(place(reference))) reportUse(reference, contract, today, reporter);
    }
    for (const { document } of ending.values()) {
      const replacement = ending.get(document.spec.replacement ?? "");
      if (replacement) reportReplacement(document, replacement, reporter);
    }
  },
};

function endsSoonerOrLater({ lifecycle }: ContractSpec): boolean {
  return lifecycle === "deprecated" || lifecycle === "retired";
}

function reportUse(
  { name, span }: Reference,
  { document }: LinkedContract,
  today: string | undefined,
  reporter: Reporter,
): void {
  const { lifecycle, sunset, replacement } = document.spec;
  const help =
    replacement === undefined ? "It names no replacement; ask its owner." : `Use "${replacement}" instead.`;
  const related = [{ message: "It says so here.", span: document.spanOf(document.spec, "lifecycle") }];
  if (lifecycle === "retired")
    reporter.report("WB3305", span, `Contract "${name}" is retired: nobody serves it any more.`, {
      help,
      related,
    });
  else if (sunset !== undefined && today !== undefined && sunset < today)
    reporter.report(
      "WB3305",
      span,
      `Contract "${name}" was served until ${sunset}, ${days(sunset, today)} ago.`,
      { help, related },
    );
  else
    reporter.report(
      "WB3304",
      span,
      `Contract "${name}" is deprecated${sunset === undefined ? "" : `: it is served until ${sunset}${today === undefined ? "" : `, ${days(today, sunset)} from today`}`}.`,
      { help, related },
    );
}

function reportReplacement(
  document: SpecDocument<ContractSpec>,
  replacement: LinkedContract,
  reporter: Reporter,
): void {
  const next = replacement.document.spec;
  reporter.report(
    "WB3306",
    document.spanOf(document.spec, "replacement"),
    `The replacement "${document.spec.replacement}" ends itself: it is ${next.lifecycle}.`,
    {
      help:
        next.replacement === undefined
          ? "Name a contract that stays, or none."
          : `Name what replaces it in turn, "${next.replacement}", so that nobody moves twice.`,
      related: [
        {
          message: "It says so here.",
          span: replacement.document.spanOf(next, "lifecycle"),
        },
      ],
    },
  );
}

function days(from: string, to: string): string {
  const count = Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
  return `${count} day${count === 1 ? "" : "s"}`;
}

/** Naming a replacement is no use of it. */
function replacementPlace(document: SpecDocument<ContractSpec>): string | undefined {
  return document.spec.replacement === undefined
    ? undefined
    : place({ span: document.spanOf(document.spec, "replacement") });
}

function place({ span }: Pick<Reference, "span">): string {
  return `${span.file}:${span.start}`;
}
