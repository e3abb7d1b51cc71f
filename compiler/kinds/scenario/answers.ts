import type { Reporter } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { YamlNode } from "../../source/node.ts";

const effects = ["beforeEffect", "afterEffect"];

/** What a word of an answer may say; undefined: anything. */
const words: Readonly<Record<string, RegExp | undefined>> = {
  status: /^[1-5][0-9]{2}$/,
  timeout: /^(?:before|after)Effect$/,
  reset: /^(?:before|after)Effect$/,
  delay: /^[0-9]+(?:\.[0-9]+)?(?:ms|s|m|h|d)$/,
  retryAfter: /^[0-9]+(?:ms|s|m|h|d)?$/,
  body: undefined,
  headers: undefined,
};

/** An answer of a system: `503`, or a map of the words above. One that says nothing would be given as usual, and the scenario prove nothing. */
export function checkAnswer(node: YamlNode, reporter: Reporter): void {
  if (node.type === "scalar" && words["status"]?.test(node.text)) return;
  if (node.type !== "map") {
    reporter.report("WB2702", node.span, "An answer is a status or a map.", {
      help: "Write `503`, `{ status: 503 }`, `{ timeout: beforeEffect }`, `{ reset: afterEffect }` or `{ delay: 2s }`.",
    });
    return;
  }
  for (const { key, value } of node.entries) {
    if (!Object.hasOwn(words, key.text)) {
      const near = nearest(key.text, Object.keys(words));
      reporter.report("WB2702", key.span, `\`${key.text}\` is no word of an answer.`, {
        help:
          near === undefined
            ? `Its words are ${Object.keys(words).join(", ")}.`
            : `Did you mean \`${near}\`?`,
      });
    } else if (value.type !== "scalar" || words[key.text]?.test(value.text) === false) {
      if (words[key.text]) reportValue(key.text, value, reporter);
    }
  }
}

function reportValue(word: string, value: YamlNode, reporter: Reporter): void {
  const text = value.type === "scalar" ? value.text : `a ${value.type}`;
  const near = nearest(text, effects);
  const wanted: Readonly<Record<string, string>> = {
    status: "It is a status such as `503`.",
    delay: "It is a duration such as `2s`.",
    retryAfter: "It is a number of seconds, or a duration such as `30s`.",
  };
  reporter.report("WB2702", value.span, `\`${word}\` cannot be \`${text}\`.`, {
    help:
      near === undefined
        ? (wanted[word] ?? "It is `beforeEffect` or `afterEffect`.")
        : `Did you mean \`${near}\`?`,
  });
}
