import type { Chance } from "../simulation/chance.ts";

/** One way to be hostile: what a file then holds. `was` is a file of an estate that compiles. */
export interface Hostile {
  readonly name: string;
  /** Of this many cases one is of this way, as seen from the others: what takes long is rare. */
  readonly weight: number;
  make(chance: Chance, was: string): string | Buffer;
}

const header = (name: string) => `kind: Policy\nmetadata: { name: ${name}, domain: sales }\nspec:\n`;
const pieces = [
  ...Array.from("[]{}:,-#&*!|>'\"%@`=?\t\r\n\0 "),
  "\u2028",
  "\ud800",
  "\uFEFF",
  "🛒",
  "__proto__",
  "constructor",
  "<<: *a\n",
  "&a ",
  "*a",
  "!!binary x",
  "? ",
  "---\n",
  "...\n",
  "%YAML 9.9\n",
  "=(((",
  "=a => a => a",
  "`${",
  "1e999",
  "-0",
  ".nan",
  "0x7f",
  "99999999999999999999999",
  "null",
  "~",
  ": ",
  "- ",
];

/** Ordered by name. */
export const hostile: readonly Hostile[] = [
  {
    name: "alias bomb",
    weight: 4,
    make(chance) {
      const levels = Array.from({ length: 3 + chance.below(40) }, (_, at) => {
        const wide = `*a${at}, `.repeat(chance.below(12));
        return `  a${at + 1}: &a${at + 1} ${chance.once(2) ? `[${wide}*a${at}]` : `{ <<: [${wide}*a${at}], k${at}: *a${at} }`}\n`;
      });
      return `${header("bomb")}  a0: &a0 { x: 1 }\n${levels.join("")}`;
    },
  },
  {
    name: "alias to itself",
    weight: 1,
    make: (chance) =>
      `${header("circle")}  a: &a\n    b: ${chance.once(2) ? "*a" : "[*a, { <<: *a }]"}\n  <<: *a\n`,
  },
  {
    name: "any bytes",
    weight: 6,
    make: (chance) => Buffer.from(Array.from({ length: chance.below(3000) }, () => chance.below(256))),
  },
  {
    name: "byte order marks and other encodings",
    weight: 4,
    make(chance, was) {
      const text = was.slice(0, 4000);
      const wide = Buffer.from(`\uFEFF${text}`, "utf16le");
      const ways = [
        wide,
        Buffer.from(wide).swap16(),
        Buffer.from(text, "latin1"),
        `\uFEFF\uFEFF${text}`,
        `${text}\uFEFF`,
      ];
      return chance.pick(ways) ?? wide;
    },
  },
  {
    name: "documents by the thousand",
    weight: 1,
    make(chance) {
      const one =
        chance.pick(["---\n", "--- {}\n", "--- a\n...\n", "---\nkind: Policy\n", "---\n# c\n"]) ?? "---\n";
      return one.repeat(Math.min(10 ** (1 + chance.below(5)), Math.floor(1_040_000 / one.length)));
    },
  },
  {
    name: "expressions without end",
    weight: 2,
    make(chance, was) {
      const many = 10 ** (1 + chance.below(4));
      const open =
        chance.pick(["(", "[", "!", "a?", "a ? b : ", "x => ", "`${", "a + ", "-", "f(", "{ a: ", "a."]) ??
        "(";
      return replaced(
        was,
        chance,
        `='${open.repeat(Math.min(many, Math.floor(900_000 / open.length)))}`.replace("'", ""),
      );
    },
  },
  {
    name: "keys by the thousand",
    weight: 1,
    make(chance) {
      const many = 10 ** (2 + chance.below(3));
      const same = chance.once(2);
      return `${header("keys")}${Array.from({ length: many }, (_, at) => `  k${same ? at % 10 : at}: ${at}\n`).join("")}`;
    },
  },
  {
    name: "line ends of three kinds",
    weight: 3,
    make: (chance, was) =>
      was.replaceAll("\n", () => chance.pick(["\r", "\r\n", "\n", "\n\r", "\u0085", "\u2028"]) ?? "\n"),
  },
  {
    name: "long line",
    weight: 1,
    make(chance, was) {
      const long = (chance.pick(["a", "a ", "é", "a: ", "'", "# ", "[], "]) ?? "a").repeat(
        10 ** (3 + chance.below(4)),
      );
      return chance.once(3)
        ? `${was}\n# ${long}\n`
        : replaced(was, chance, chance.once(2) ? `"${long}"` : long);
    },
  },
  {
    name: "merge keys and keys twice",
    weight: 4,
    make(chance, was) {
      const lines = was.split("\n");
      for (let times = 1 + chance.below(6); times > 0; times -= 1) {
        const at = chance.below(lines.length);
        const line = lines[at] ?? "";
        const indent = /^ */.exec(line)?.[0] ?? "";
        const put = chance.pick([
          line,
          `${indent}<<: *a`,
          `${indent}<<: { a: 1 }`,
          `${indent}<<: [*a, *b]`,
          `${indent}x: &a`,
        ]);
        lines.splice(at, 0, put ?? line);
      }
      return lines.join("\n");
    },
  },
  {
    name: "nested deeply",
    weight: 2,
    make(chance) {
      const deep = 10 ** (1 + chance.below(5));
      const way = chance.pick(["[", "{a: ", "- ", "? ", "{? ", "[{", "!x ", "&a ", "'"]) ?? "[";
      const open = way.repeat(Math.min(deep, Math.floor(900_000 / way.length)));
      const closed = chance.once(2) && way === "[" ? "]".repeat(open.length) : "";
      if (chance.once(4)) {
        const steps = Math.min(deep, 1200);
        return `${header("deep")}${Array.from({ length: steps }, (_, at) => `${"  ".repeat(at % 700)}  a:\n`).join("")}`;
      }
      return `${header("deep")}  a: ${open}${closed}\n`;
    },
  },
  {
    name: "over the limit",
    weight: 1,
    make: (chance, was) => was + " ".repeat(1024 * 1024 - 10 + chance.below(20)),
  },
  {
    name: "patterns that run away",
    weight: 1,
    make(chance) {
      const pattern =
        chance.pick(["(a+)+$", "(.*)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(?:a|a?)+$", "[", "\\"]) ?? "[";
      const text = "a".repeat(5000);
      return `kind: Contract\nmetadata: { name: runaway, domain: sales }\nspec:\n  version: 1.0.0\n  lifecycle: active\n  schema: { type: string, pattern: '${pattern}', default: ${text}!, const: ${text}! }\n`;
    },
  },
  {
    name: "pieces put in and cut out",
    weight: 30,
    make(chance, was) {
      let text = was;
      for (let times = 1 + chance.below(6); times > 0; times -= 1) {
        const at = chance.below(text.length + 1);
        text =
          text.slice(0, at) +
          (chance.pick(pieces) ?? "") +
          text.slice(at + chance.below(chance.once(8) ? 300 : 4));
      }
      return text;
    },
  },
  {
    name: "references in circles",
    weight: 2,
    make(chance) {
      const many = 1 + chance.below(60);
      const defs = Array.from(
        { length: many },
        (_, at) =>
          `    d${at}: { ${chance.pick(["$ref:", "allOf: [{}], $ref:", "items:", "properties: {}, $ref:"])} "#/$defs/d${chance.below(many)}" }\n`,
      );
      return `kind: Contract\nmetadata: { name: circles, domain: sales }\nspec:\n  version: 1.0.0\n  lifecycle: active\n  schema:\n   $ref: "#/$defs/d0"\n   $defs:\n${defs.join("")}`;
    },
  },
  {
    name: "tabs",
    weight: 2,
    make: (chance, was) => was.replaceAll(/^ +/gm, (spaces) => (chance.once(10) ? "\t" : spaces)),
  },
  {
    name: "values in other places",
    weight: 20,
    make(chance, was) {
      const values = was.match(/(?<=: )[^\n,{}[\]]+/g) ?? [];
      let text = was;
      for (let times = 1 + chance.below(3); times > 0; times -= 1)
        text = replaced(text, chance, chance.pick(values) ?? "null");
      return text;
    },
  },
  {
    name: "whole lines moved",
    weight: 15,
    make(chance, was) {
      const lines = was.split("\n");
      for (let times = 1 + chance.below(5); times > 0; times -= 1) {
        const [line = ""] = lines.splice(chance.below(lines.length), 1);
        if (!chance.once(3))
          lines.splice(chance.below(lines.length + 1), 0, chance.once(4) ? `  ${line}` : line);
      }
      return lines.join("\n");
    },
  },
];

/** Another value in one of the places where the text has one. */
function replaced(was: string, chance: Chance, value: string): string {
  const places = [...was.matchAll(/(?<=: )(?:\{[^\n]*\}|[^\n,{}[\]]+)/g)];
  const place = chance.pick(places);
  if (!place) return value;
  return was.slice(0, place.index) + value + was.slice(place.index + place[0].length);
}
