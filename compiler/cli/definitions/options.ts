/** Options that several commands have. */

/** Of commands that speak to a running service. */
export const remote: readonly (readonly [string, string, string?])[] = [
  ["--url <url>", "the running service", "http://127.0.0.1:4000"],
  ["--format <format>", "pretty or json", "pretty"],
];

export const report = [
  "--report <files>",
  "write it also to these, comma-separated; the ending says how: .json, .md, .sarif and .xml (JUnit) where there is that",
] as const;
