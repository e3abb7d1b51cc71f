import type { CST, Scalar, ScalarTag } from "yaml";

type StringifyContext = Parameters<NonNullable<ScalarTag["stringify"]>>[1];

/** The source text of a scalar, its further lines indented as its new place wants; undefined where it must be written anew. */
export function writtenAs(item: Partial<Scalar>, context: StringifyContext): string | undefined {
  const token = item.srcToken;
  // Nothing at all, which is null, not an empty text.
  if (!token) return item.value === "" ? "" : undefined;
  if (token.type === "block-scalar") return item.comment ? undefined : block(token, context);
  if (token.type === "alias" || !("source" in token)) return undefined;
  const lines = token.source.split(/\r?\n/);
  if (lines.length === 1) return token.source;
  // Within flow collections the layout is the printer's own, and a key is on one line.
  if (context.inFlow === true || context.implicitKey === true) return undefined;
  // White space at the beginning of a line is YAML's, not the text's (YAML 1.2.2, section 6.5).
  return lines
    .map((line, index) =>
      index === 0 || line.trim() === "" ? line.trimEnd() : `${context.indent}${line.trimStart()}`,
    )
    .join("\n");
}

/** A block scalar: its header, and its lines by their own indentation. One that states its indentation is written anew. */
function block(token: CST.BlockScalar, context: StringifyContext): string | undefined {
  const header = token.props.find((prop) => prop.type === "block-scalar-header");
  if (!header || !("source" in header) || /\d/.test(header.source) || context.inFlow === true)
    return undefined;
  const lines = token.source.split(/\r?\n/);
  if (lines.at(-1)?.trim() === "") lines.pop();
  const width = /^ */.exec(lines.find((line) => line.trim() !== "") ?? "")?.[0].length ?? 0;
  const indent =
    context.forceBlockIndent === true || /^%|^---|^$/.test(context.indent) ? "  " : context.indent;
  const body = lines.map((line) =>
    line.trim() === "" && line.length <= width ? "" : `${indent}${line.slice(width)}`,
  );
  return [header.source, ...body].join("\n");
}
