import type { TextShape } from "./shape.ts";

const formats: Readonly<Record<string, string>> = {
  date: "2026-01-15",
  "date-time": "2026-01-15T09:30:00Z",
  time: "09:30:00Z",
  duration: "P1D",
  email: "someone@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  "json-pointer": "/example",
  regex: "^example$",
  "relative-json-pointer": "0",
  uri: "https://example.com/",
  "uri-reference": "/example",
  "uri-template": "https://example.com/{id}",
  uuid: "7f2c1d5e-3b9a-4c8e-9d21-6a5f0e4b1c38",
  decimal: "19.90",
};

/** Text of a format, a pattern or a length; without any of them, the name of the field. */
export function sampleText(
  { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: TextShape,
  name: string,
): string {
  const known = format === undefined ? undefined : formats[format];
  const candidates = [known, pattern === undefined ? undefined : fromPattern(pattern), name, "A", "EUR", "1"];
  const fits = (text: string) =>
    Array.from(text).length >= minLength &&
    Array.from(text).length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, "u").test(text));
  const found = candidates.find((text) => text !== undefined && fits(text));
  if (found !== undefined) return found;
  const padded = name.padEnd(Math.min(minLength, 10_000), "x");
  return Array.from(padded)
    .slice(0, Math.max(minLength, Math.min(maxLength, padded.length)))
    .join("");
}

/** A text for simple patterns: literals, classes, groups of alternatives and counts; undefined for anything else. */
function fromPattern(pattern: string): string | undefined {
  let at = 0;
  const result = alternatives();
  return at === pattern.length ? result : undefined;

  function alternatives(): string | undefined {
    const first = sequence();
    while (pattern[at] === "|") {
      at++;
      sequence();
    }
    return first;
  }

  function sequence(): string | undefined {
    let text: string | undefined = "";
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const one = atom();
      const times = count();
      text = one === undefined || text === undefined ? undefined : text + one.repeat(times);
    }
    return text;
  }

  function atom(): string | undefined {
    const character = pattern[at++];
    if (character === "^" || character === "$") return "";
    if (character === "(") {
      const isPlain = !pattern.startsWith("?", at) || pattern.startsWith("?:", at);
      if (pattern.startsWith("?:", at)) at += 2;
      const inner = alternatives();
      at++;
      return isPlain ? inner : undefined;
    }
    if (character === "[") return fromClass();
    if (character === "\\") return escaped(pattern[at++] ?? "");
    return character === "." ? "x" : character;
  }

  function fromClass(): string | undefined {
    const end = pattern.indexOf("]", at + 1);
    if (end < 0 || pattern[at] === "^") {
      at = end < 0 ? pattern.length + 1 : end + 1;
      return undefined;
    }
    const inside = pattern.slice(at, end);
    at = end + 1;
    return inside.startsWith("\\") ? escaped(inside[1] ?? "") : inside[0];
  }

  function escaped(character: string): string | undefined {
    if (character === "d") return "1";
    if (character === "w") return "a";
    if (character === "s") return " ";
    return /[a-z0-9]/i.test(character) ? undefined : character;
  }

  function count(): number {
    const [quantifier = ""] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(at)) ?? [];
    at += quantifier.length;
    if (quantifier.startsWith("{")) return Math.min(Number.parseInt(quantifier.slice(1), 10), 1000);
    return 1;
  }
}
