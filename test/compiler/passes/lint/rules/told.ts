import { compile } from "../../../kinds/compile.ts";

/** What is said about `spec.yaml`, as `severity code text`, where the text is what its span holds. */
export function told(spec: string | Readonly<Record<string, string>>, today?: string): readonly string[] {
  const files = typeof spec === "string" ? { "spec.yaml": spec } : spec;
  const options = { ...(today !== undefined && { today }), bare: "estate.yaml" in files };
  return compile(files, options)
    .diagnostics.map(({ code, severity, span }) => {
      const text = new Map(Object.entries(files)).get(span.file) ?? "";
      return `${severity} ${code} ${text.slice(span.start, span.end)}`;
    })
    .sort();
}
