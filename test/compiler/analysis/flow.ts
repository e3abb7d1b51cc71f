import { compile } from "../kinds/compile.ts";
import { contractOf, indented } from "../kinds/contract-of.ts";

/** Two contracts and a mapping between them: properties of the source and the target, and the mapping's fields, each as YAML. */
export interface Trial {
  readonly source: string;
  readonly target: string;
  readonly fields: string;
}

/** Every code that a trial gives, with the text it points to. */
export function told({ source, target, fields }: Trial): readonly string[] {
  return pointed(`${contractOf("sale", source)}${contractOf("order", target)}
kind: Mapping
metadata: { name: sale-to-order, domain: orders }
spec:
  from: { sale: sale@1 }
  to: order@1
  fields:
${indented(fields, 4)}
`);
}

/** Each diagnostic of a spec as its code and the text that it points to. */
export function pointed(spec: string | Readonly<Record<string, string>>): readonly string[] {
  const files: Readonly<Record<string, string>> = typeof spec === "string" ? { "spec.yaml": spec } : spec;
  return compile(spec).diagnostics.map(
    ({ code, span }) => `${code} ${(files[span.file] ?? "").slice(span.start, span.end).trim()}`,
  );
}
