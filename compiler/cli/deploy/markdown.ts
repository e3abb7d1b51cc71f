import type { Change, FieldChange } from "../../../deploy/automation/changes.ts";
import type { RolloutError } from "../../../deploy/automation/failure.ts";
import type { Outcome } from "../../../deploy/automation/index.ts";
import { markdownCode, markdownText } from "../../spelling/markdown.ts";
import { counted, sectionsOf, shown, signs, type Tense } from "./sections.ts";

/** For a comment on a pull request or a job's summary: what changes, by service, and why. */
export function changesMarkdown(outcome: Outcome, tense: Tense): string {
  const { stack, changes, first } = outcome;
  if (changes.length === 0)
    return `### Deployment of ${markdownCode(stack)}: nothing ${tense === "did" ? "changed" : "would change"}\n`;
  const head = `### Deployment of ${markdownCode(stack)}${first ? ", which is new" : ""}: ${counted(changes, tense)}`;
  const sections = sectionsOf(outcome).map(({ service, because, changes: own }) =>
    [
      `**${service === undefined ? "the environment" : markdownText(service)}**`,
      "",
      ...because.map((reason) => `- ${markdownText(reason)}`),
      ...own.flatMap(changeLines),
    ].join("\n"),
  );
  return `${[head, ...sections].join("\n\n")}\n`;
}

/** What somebody changed in the cluster, in the spec's words. */
export function driftMarkdown({ stack, changes }: Outcome): string {
  if (changes.length === 0) return `### ${markdownCode(stack)} is as it was deployed\n`;
  const lines = changes.flatMap((change) => [
    `- ${change.kind} ${markdownCode(change.name)} ${change.op === "create" ? "is gone from the cluster" : "was changed in the cluster"}`,
    ...change.fields.map(({ says, path, before, after }) =>
      before === undefined && after === undefined
        ? `  - ${markdownText(says)} (${markdownCode(path)})`
        : `  - ${markdownText(says)}: ${markdownCode(path)} is ${markdownCode(shown(before))} and should be ${markdownCode(shown(after))}`,
    ),
  ]);
  return `### ${markdownCode(stack)} has drifted\n\n${lines.join("\n")}\n`;
}

export function failureMarkdown({ message, messages }: RolloutError): string {
  return `### ${markdownText(message)}\n\n${messages.map((text) => `- ${markdownText(text)}`).join("\n")}\n`;
}

function changeLines({ op, kind, name, fields }: Change): readonly string[] {
  return [
    `- ${markdownCode(signs[op])} ${kind} ${markdownCode(name)}`,
    ...fields.map(
      (field) => `  - ${markdownText(field.says)} (${markdownCode(field.path)})${difference(field)}`,
    ),
  ];
}

function difference({ before, after }: FieldChange): string {
  return before === undefined && after === undefined
    ? ""
    : `: ${markdownCode(shown(before))} → ${markdownCode(shown(after))}`;
}
