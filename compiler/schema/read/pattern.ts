import type { YamlNode } from "../../source/node.ts";
import { textOf } from "../data.ts";
import type { Reader } from "./reader.ts";

/**
 * A `pattern` as a regular expression with the flag `u` (JSON Schema 2020-12, 6.4). Vendors escape what needs no escape there
 * (`\_`, `\"`); such escapes are taken away. Undefined, and reported if there is a reader, where it is no regular expression.
 */
export function patternOf(node: YamlNode | undefined, reader?: Reader): string | undefined {
  const text = textOf(node);
  if (text === undefined || !node) return undefined;
  const relaxed = text.replace(/\\([^\\\w^$.*+?()[\]{}|/-])/gu, "$1").replace(/\\_/gu, "_");
  const fitting = [text, relaxed].find(isPattern);
  if (fitting === undefined) {
    reader?.report("WB2104", node.span, "`pattern` is not a regular expression of JavaScript.", {
      help: "Regular expressions follow ECMA-262, with the flag `u`.",
    });
  }
  return fitting;
}

function isPattern(text: string): boolean {
  try {
    RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}
