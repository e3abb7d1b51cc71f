import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import type { CheckedUnits } from "../../../../kinds/kind.ts";
import { defaultPolicy } from "../../../../kinds/policy/lower.ts";
import type { LinkedSystem, Model } from "../../../../model/model.ts";
import { camelCase } from "../../../../spelling/names.ts";
import type { Rule } from "../../rule.ts";

/**
 * What nothing uses is read, reviewed and kept up for nothing. A notice, since it hurts nobody. Asked where services are, for
 * before that an estate is still being written.
 */
export const unused: Rule = {
  name: "unused",
  codes: ["WB3708", "WB3709"],
  looksAround: true,
  check(model, reporter, { checked, hasErrors }) {
    // What is wrong may be what uses it.
    if (model.services.length === 0 || hasErrors) return;
    const used = usedNames(model);
    for (const [name, system] of model.systems) checkSystem(name, system, used, reporter);
    for (const [kind, name, document] of candidates(model, checked))
      if (!used.has(`${kind} ${name}`))
        reporter.report(
          "WB3709",
          document.spanOf(document.metadata, "name"),
          `Nothing uses ${kind} "${name}".`,
          { help: "Take it out, or use it." },
        );
  },
};

function usedNames({ references, contracts }: Model): ReadonlySet<string> {
  const own = new Set([...contracts.values()].map(({ document }) => ownPlace(document, "replacement")));
  return new Set(
    references.flatMap(({ kind, name, member, span }) =>
      own.has(`${span.file}:${span.start}`)
        ? []
        : [`${kind} ${name}${member === undefined ? "" : `.${member}`}`],
    ),
  );
}

/** To be named as a replacement is no use. */
function ownPlace(document: SpecDocument<object>, key: string): string | undefined {
  if (!Object.hasOwn(document.spec, key)) return undefined;
  const span = document.spanOf(document.spec, key);
  return `${span.file}:${span.start}`;
}

function checkSystem(
  name: string,
  { document, operations, webhooks }: LinkedSystem,
  used: ReadonlySet<string>,
  reporter: Reporter,
): void {
  const looks = new Set(
    Object.values(document.spec.operations ?? {}).flatMap(({ idempotent }) =>
      typeof idempotent === "object" && "verify" in idempotent ? [idempotent.verify] : [],
    ),
  );
  for (const [operation, { span }] of operations)
    if (!used.has(`System ${name}.${operation}`) && !looks.has(operation))
      reporter.report("WB3708", span, `No route calls operation "${operation}" of system "${name}".`, {
        help: "Leave it out until a route needs it.",
      });
  for (const [webhook, { span }] of webhooks)
    if (!used.has(`System ${name}.${webhook}`))
      reporter.report("WB3708", span, `No route is started by webhook "${webhook}" of system "${name}".`, {
        help: "Leave it out, so that what is sent there is refused, or write the route.",
      });
}

type Candidate = readonly [kind: string, name: string, document: SpecDocument];

function candidates(model: Model, checked: CheckedUnits): readonly Candidate[] {
  const called = model.functions.size > 0 ? calledNames(checked) : new Set<string>();
  return [
    ...[...model.contracts].map(([name, { document }]): Candidate => ["Contract", name, document]),
    ...[...model.mappings].map(([name, { document }]): Candidate => ["Mapping", name, document]),
    ...[...model.crosswalks].map(([name, { document }]): Candidate => ["Crosswalk", name, document]),
    ...[...model.policies]
      .map(([name, document]): Candidate => ["Policy", name, document])
      .filter(([, name]) => name !== defaultPolicy),
    ...[...model.capabilities].map(([name, document]): Candidate => ["Capability", name, document]),
    ...[...model.functions]
      .map(([name, { document }]): Candidate => ["Function", name, document])
      .filter(([, name]) => !called.has(camelCase(name))),
  ];
}

/** Every name that an expression calls. */
function calledNames(checked: CheckedUnits): ReadonlySet<string> {
  const names = new Set<string>();
  for (const unit of checked.values())
    for (const { expression } of unit.values())
      for (const [, name] of expression.code.matchAll(/([A-Za-z_$][\w$]*)\s*\(/g))
        if (name !== undefined) names.add(name);
  return names;
}
