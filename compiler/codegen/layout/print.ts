import { isList, type Layout, lineWidth } from "./document.ts";
import { layoutExpression } from "./expression.ts";

/** Spaces a level is indented by. */
const step = 2;

interface Command {
  readonly indent: number;
  readonly broken: boolean;
  readonly layout: Layout;
}

/** Lays a document out. Lines are at most 110 characters where there is a place to break them. */
export function printLayout(document: Layout): string {
  let output = "";
  let column = 0;
  // Written before the next text, so that empty lines stay empty.
  let margin = "";
  const commands: Command[] = [{ indent: 0, broken: true, layout: document }];
  const write = (text: string): void => {
    if (text === "") return;
    output += margin + text;
    margin = "";
    const newline = text.lastIndexOf("\n");
    column = newline === -1 ? column + text.length : text.length - newline - 1;
  };
  for (let command = commands.pop(); command !== undefined; command = commands.pop()) {
    const { indent, broken, layout } = command;
    if (typeof layout === "string") {
      write(layout);
      continue;
    }
    if (isList(layout)) {
      for (let index = layout.length - 1; index >= 0; index--)
        commands.push({ indent, broken, layout: layout[index] ?? "" });
      continue;
    }
    switch (layout.kind) {
      case "indent":
        commands.push({ indent: indent + step, broken, layout: layout.content });
        break;
      case "if-broken":
        commands.push({ indent, broken, layout: broken ? layout.broken : layout.flat });
        break;
      case "line":
        if (!broken && layout.flat !== undefined) write(layout.flat);
        else {
          output += "\n";
          margin = " ".repeat(indent);
          column = indent;
        }
        break;
      case "group": {
        const flat: Command = { indent, broken: false, layout: layout.content };
        commands.push(
          !layout.broken && fits(flat, commands, lineWidth - column)
            ? flat
            : { indent, broken: true, layout: layout.content },
        );
        break;
      }
      case "choice": {
        const last = layout.alternatives.at(-1) ?? "";
        const chosen = layout.alternatives.find((alternative) =>
          fits({ indent, broken: true, layout: alternative }, commands, lineWidth - column),
        );
        commands.push({ indent, broken: true, layout: chosen ?? last });
        break;
      }
      case "code":
        if (!broken || fits({ indent, broken: false, layout }, commands, lineWidth - column))
          write(lead(layout) + layout.text);
        else commands.push({ indent, broken, layout: layoutExpression(layout.text, layout.assigned) });
        break;
    }
  }
  return output;
}

function lead(layout: { readonly assigned: boolean }): string {
  return layout.assigned ? " " : "";
}

/** Whether the command's text up to its first line break fits into what is left, with what follows it on that line. */
function fits(first: Command, following: readonly Command[], left: number): boolean {
  let room = left;
  let rest = following.length;
  const commands: Command[] = [first];
  while (room >= 0) {
    let command = commands.pop();
    if (command === undefined) {
      if (rest === 0) return true;
      command = following[--rest];
      if (command === undefined) return true;
    }
    const { indent, broken, layout } = command;
    if (typeof layout === "string") {
      const newline = layout.indexOf("\n");
      if (newline !== -1) return newline <= room;
      room -= layout.length;
      continue;
    }
    if (isList(layout)) {
      for (let index = layout.length - 1; index >= 0; index--)
        commands.push({ indent, broken, layout: layout[index] ?? "" });
      continue;
    }
    switch (layout.kind) {
      case "indent":
        commands.push({ indent, broken, layout: layout.content });
        break;
      case "if-broken":
        commands.push({ indent, broken, layout: broken ? layout.broken : layout.flat });
        break;
      case "line":
        if (broken || layout.flat === undefined) return true;
        room -= layout.flat.length;
        break;
      case "group":
        commands.push({ indent, broken: layout.broken, layout: layout.content });
        break;
      case "choice":
        commands.push({
          indent,
          broken,
          layout: (broken ? layout.alternatives.at(-1) : layout.alternatives[0]) ?? "",
        });
        break;
      case "code":
        room -= lead(layout).length + layout.text.length;
        break;
    }
  }
  return false;
}
