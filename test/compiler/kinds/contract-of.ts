/** What of a contract's spec is not as usual. */
export interface ContractSpec {
  readonly version?: string;
  /** `deprecated`, with the lines that go with it. */
  readonly lifecycle?: string;
}

/**
 * A contract of the domain `orders` as YAML, which other documents follow. Each of its properties is a line `name: schema`, or
 * `name?: schema` of one that may be left out.
 */
export function contractOf(
  name: string,
  properties: string,
  { version = "1.0.0", lifecycle = "active" }: ContractSpec = {},
): string {
  return `
kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: ${version}
  lifecycle: ${lifecycle}
  schema:
    type: object
    required: [${[...properties.matchAll(/^(\w+):/gm)].map(([, field]) => field).join(", ")}]
    properties:
${indented(properties.replaceAll(/^(\w+)\?:/gm, "$1:"), 6)}
---
`;
}

/** Each line of a text, so many blanks further in. */
export function indented(text: string, by: number): string {
  return text
    .split("\n")
    .map((line) => `${" ".repeat(by)}${line}`)
    .join("\n");
}
