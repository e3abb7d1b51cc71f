import { type PlacedText, Placing } from "./offsets.ts";

interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * A block scalar (YAML 1.2.2, section 8.1) with its places. The text is found line by line: each line of the source gives
 * a stretch of the text that is known already, so neither chomping nor indentation has to be worked out again.
 *
 * @param source the scalar's lines, after its header's line.
 * @param text what YAML makes of it.
 */
export function placeBlock(source: string, text: string): PlacedText {
  const placing = new Placing();
  const indent = indentOf(source, text);
  let done = 0;
  for (const line of linesOf(source)) {
    const start = Math.min(line.start + indent, line.end);
    // What an empty line leaves is a line break, found before the next line that has something.
    if (start === line.end) continue;
    // Between two lines stands what folding left of the line break: nothing of it was in the lines themselves.
    while (
      done < text.length &&
      (text[done] === "\n" || text[done] === " ") &&
      !startsWith(text, done, source, start, line.end)
    ) {
      placing.put(text[done] ?? "", Math.max(line.start - 1, 0));
      done++;
    }
    const length = Math.min(line.end - start, text.length - done);
    placing.copy(source, start, start + length);
    done += length;
  }
  placing.put(text.slice(done), Math.max(source.length - 1, 0));
  return placing;
}

function startsWith(text: string, at: number, source: string, start: number, end: number): boolean {
  return text.startsWith(source.slice(start, end), at);
}

/** The width that every line is indented by: that of the first line with content, less the blanks that are content. */
function indentOf(source: string, text: string): number {
  const content = /^ *(?=[^ \r\n])/m.exec(source)?.[0].length ?? 0;
  const kept = /^\n*( *)/.exec(text)?.[1]?.length ?? 0;
  return Math.max(content - kept, 0);
}

function* linesOf(source: string): Generator<Line> {
  let start = 0;
  while (start < source.length) {
    const newline = source.indexOf("\n", start);
    const next = newline < 0 ? source.length : newline;
    yield { start, end: newline > start && source[newline - 1] === "\r" ? newline - 1 : next };
    start = next + 1;
  }
}
