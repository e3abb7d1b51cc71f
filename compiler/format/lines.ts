/** A text over several lines whose further lines move by `by` columns, but not to the left of `floor`. */
export function shiftLines(text: string, by: number, floor: number): string {
  if (!text.includes("\n")) return text;
  const [first = "", ...rest] = text.split("\n");
  const moved = rest.map((line) => {
    const content = line.trimStart();
    if (content === "") return "";
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    // Tabs may follow the blanks that indent; they are not indentation.
    return " ".repeat(Math.max(blanks + by, floor)) + line.slice(blanks);
  });
  return [first.trimEnd(), ...moved.map((line) => line.trimEnd())].join("\n");
}

/**
 * The lines of a block scalar, indented by `indent` columns. What is deeper than the first line stays deeper.
 *
 * @param by where its header fixes the depth by a number: how far its parent moves, and it with it.
 */
export function indentBlock(text: string, indent: number, by?: number): string {
  const lines = text.split("\n");
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const own = /^ */.exec(first)?.[0].length ?? 0;
  return lines
    .map((line) => {
      if (by !== undefined)
        return by < 0 ? line.replace(new RegExp(`^ {0,${-by}}`), "") : line && " ".repeat(by) + line;
      const rest = line.slice(Math.min(own, /^ */.exec(line)?.[0].length ?? 0));
      return rest === "" ? "" : " ".repeat(indent) + rest;
    })
    .join("\n");
}
