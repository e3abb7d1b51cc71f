import { collectDiagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic, Fix } from "../diagnostics/diagnostic.ts";
import type { YamlScalar } from "../source/node.ts";
import { positionAt, type Sources, type Span } from "../source/source.ts";
import type { CheckedExpression } from "./check.ts";
import type { Problem } from "./problem.ts";
import type { Segment, UnitText } from "./unit-text.ts";
import type { Found } from "./verdict.ts";

/** From offsets in check text back to the YAML that the expression stands in. */

/** A problem of the type check or of a rule, in the file. */
export function diagnose(problem: Problem, segment: Segment): Diagnostic {
  const { expected, node } = segment.statement;
  const inText = (offset: number) => offset - segment.start + segment.skip;
  const related =
    expected?.span && wantedCodes.has(problem.code)
      ? [{ message: `${expected.label} is declared here`, span: expected.span }]
      : undefined;
  return diagnostic(problem, spanOf(node, inText(problem.start), inText(problem.end)), related);
}

/** Where the YAML says it otherwise than the expression reads (an escape, a fold), nobody but a person writes there. */
function fixOf(
  { start, end, instead }: Pick<Problem, "start" | "end" | "instead">,
  span: Span,
): Fix | undefined {
  if (instead === undefined || span.end - span.start !== end - start) return undefined;
  return { description: `Write ${instead}.`, edits: [{ span, text: instead }] };
}

/** What the allow-list refused, in the file. */
export function diagnoseSyntax({
  statement,
  skip,
  problems,
}: UnitText["rejected"][number]): readonly Diagnostic[] {
  return problems.map((problem) =>
    diagnostic(problem, spanOf(statement.node, problem.start + skip, problem.end + skip)),
  );
}

/** Problems that are about the target as much as about the value. */
const wantedCodes = new Set<Problem["code"]>(["WB2004", "WB2005", "WB2007"]);

function diagnostic(
  problem: Pick<Problem, "code" | "message" | "help" | "start" | "end" | "instead">,
  span: Span,
  related?: Diagnostic["related"],
): Diagnostic {
  const collector = collectDiagnostics();
  const fix = fixOf(problem, span);
  collector.report(problem.code, span, problem.message, {
    ...(problem.help !== undefined && { help: problem.help }),
    ...(related && { related }),
    ...(fix && { fix }),
  });
  const [reported] = collector.diagnostics;
  if (!reported) throw new Error("A collector keeps what is reported.");
  return reported;
}

/** Indices are of the scalar's text; they are kept inside it. */
function spanOf(node: YamlScalar, from: number, to: number): Span {
  const last = Math.max(node.text.length - 1, 0);
  const first = Math.min(Math.max(from, 0), last);
  const end = Math.min(Math.max(to - 1, first), last);
  return { file: node.span.file, start: node.offsetAt(first), end: node.offsetAt(end) + 1 };
}

export function checkedExpression(
  { code, library, demanded, ...known }: Found,
  node: YamlScalar,
  sources: Sources,
): CheckedExpression {
  const file = sources.get(node.span.file);
  const line = file ? positionAt(file, node.span.start).line : 1;
  const at = { file: node.span.file, line };
  return {
    ...known,
    expression: { code, library, at },
    ...(demanded && {
      demanded: { path: demanded.path, value: { code: demanded.code, library: demanded.library, at } },
    }),
  };
}
