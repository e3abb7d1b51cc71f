import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { render } from "../../../../compiler/diagnostics/render/index.ts";

/**
 * A command as GitHub's runner reads it (actions/runner, `ActionCommand.TryParseV2`): one line, properties to the next `::`, split
 * at commas, each value's escapes undone, `%25` last.
 */
function read(line: string) {
  assert.doesNotMatch(line, /[\r\n]/);
  const [, head = "", data = ""] = /^::(.*?)::(.*)$/s.exec(line) ?? [];
  const [command, ...rest] = head.split(" ");
  const properties = Object.fromEntries(
    rest
      .join(" ")
      .split(",")
      .map((pair) => [pair.slice(0, pair.indexOf("=")), unescaped(pair.slice(pair.indexOf("=") + 1))]),
  );
  return { command, properties, data: unescaped(data) };
}

function unescaped(text: string): string {
  return text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
}

const part = fc.constantFrom(
  "::",
  ",",
  ":",
  "=",
  "%",
  "%0A",
  "%25",
  "\r\n",
  "\n",
  " ",
  "a",
  "ü",
  "::error ::",
);
const text = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));

test("whatever a message, a help or a file's name holds, GitHub's runner reads it back, in one command", () => {
  fc.assert(
    fc.property(text, text, text, (message, help, file) => {
      const sources = new Map([[file, { path: file, text: "kind: Contrat\n" }]]);
      const span = { file, start: 6, end: 13 };
      const shown = render("github", [{ code: "WB1102", severity: "error", message, help, span }], sources, {
        color: false,
      });
      assert.equal(shown.split("\n").length, 2);
      assert.deepEqual(read(shown.slice(0, -1)), {
        command: "error",
        properties: { file, line: "1", endLine: "1", col: "7", endColumn: "14", title: "WB1102" },
        data: `${message}\n${help}`,
      });
    }),
  );
});
