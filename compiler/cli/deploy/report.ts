import type { Change, FieldChange } from "../../../deploy/automation/changes.ts";
import type { RolloutError } from "../../../deploy/automation/failure.ts";
import type { Outcome } from "../../../deploy/automation/index.ts";
import { colors } from "../output.ts";
import { counted, sectionsOf, shown, signs, type Tense } from "./sections.ts";

/** By service: why its image is another one, then each resource with the fields that differ. */
export function changesText({ stack, changes, reasons, first }: Outcome, tense: Tense): string {
  if (changes.length === 0)
    return tense === "did" ? `${stack} is as it was.` : `Nothing would change in ${stack}.`;
  const sections = sectionsOf({ changes, reasons }).map(({ service, because, changes: own }) =>
    [
      colors.bold(service ?? "the environment"),
      ...because.map((reason) => `  ${reason}`),
      ...own.flatMap(changeLines),
    ].join("\n"),
  );
  const begun = first ? `${stack} is new.\n\n` : "";
  return `${begun}${sections.join("\n\n")}\n\n${counted(changes, tense)}.`;
}

/** What somebody changed in the cluster, in the spec's words. */
export function driftText({ stack, changes, newBuild }: Outcome & { readonly newBuild: boolean }): string {
  const note = newBuild ? "\nThe build at hand is another one than what is deployed." : "";
  if (changes.length === 0) return `${stack} is as it was deployed.${note}`;
  const lines = changes.flatMap((change) => {
    const what = `${change.kind} ${change.name}`;
    const whose = change.service === undefined ? "" : ` of ${change.service}`;
    if (change.op === "create") return [`${what}${whose} is gone from the cluster`];
    return [
      `${what}${whose} was changed in the cluster`,
      ...change.fields.map((field) => `  ${field.says}\n    ${driftValue(field)}`),
    ];
  });
  return `${lines.join("\n")}\n\n${stack} has drifted: ${changes.length} ${changes.length === 1 ? "resource" : "resources"}. waybill deploy up puts it right.${note}`;
}

export function failureText({ message, messages }: RolloutError): string {
  return `${[...messages.map((text) => text.replaceAll("\n", "\n  ")), message].join("\n")}\n`;
}

/** For CI: what changed, why, and how many of each. */
export function jsonOf({ stack, first, changes, reasons }: Outcome): string {
  const summary = { create: 0, update: 0, replace: 0, delete: 0 };
  for (const { op } of changes) summary[op] += 1;
  return JSON.stringify({ stack, first, changes, reasons, summary }, undefined, 2);
}

function changeLines({ op, kind, name, fields }: Change): readonly string[] {
  return [
    `  ${signs[op]} ${kind} ${name}`,
    ...fields.map((field) => `      ${field.says}${difference(field)}`),
  ];
}

function difference({ path, before, after }: FieldChange): string {
  const values = before === undefined && after === undefined ? "" : `: ${shown(before)} → ${shown(after)}`;
  return ` ${colors.dim(`(${path})`)}${values}`;
}

function driftValue({ path, before, after }: FieldChange): string {
  return before === undefined && after === undefined
    ? path
    : `${path} is ${shown(before)} and should be ${shown(after)}`;
}
