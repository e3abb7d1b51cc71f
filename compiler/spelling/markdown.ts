/**
 * Text as GitHub's Markdown shows it, on one line: nothing in it becomes markup, a link or a mention. What it has between backticks,
 * as messages of diagnostics do, stays code.
 */
export function markdownText(text: string): string {
  const parts = oneLine(text).split("`");
  const line =
    parts.length % 2 === 0
      ? escaped(oneLine(text))
      : parts
          .map((part, index) => (index % 2 === 0 ? escaped(part) : part === "" ? "" : markdownCode(part)))
          .join("");
  // At a line's begin these make lists and headings.
  return line.replace(/^[-+#]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2");
}

/** A name or a value as code (CommonMark 0.31, section 6.1): between as many backticks as it does not hold. */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const padding = /^`|`$|^ .* $/.test(line) ? " " : "";
  return line === "" ? "` `" : `${fence}${padding}${line}${padding}${fence}`;
}

function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll(/@(?=\w)/g, "@<!-- -->")
    .replaceAll("://", ":<!-- -->//");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ");
}
