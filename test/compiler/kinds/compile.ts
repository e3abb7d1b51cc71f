import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.ts";
import { createChecker } from "../../../compiler/expressions/index.ts";
import type { SpecDocument } from "../../../compiler/kinds/document.ts";
import type { Model } from "../../../compiler/model/model.ts";
import { check } from "../../../compiler/passes/check/index.ts";
import { link } from "../../../compiler/passes/link/index.ts";
import { lint } from "../../../compiler/passes/lint/index.ts";
import { lower } from "../../../compiler/passes/lower/index.ts";
import { parse } from "../../../compiler/passes/parse/index.ts";
import { validate } from "../../../compiler/passes/validate/index.ts";
import type { Plan } from "../../../compiler/plan/plan.ts";
import type { Sources } from "../../../compiler/source/source.ts";

/** One checker for all tests of a file: its program is what takes time. */
const checker = createChecker();

const estate = `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high }, finance: { owner: team-finance, criticality: high } }
  environments: { local: { engine: embedded } }
`;

export interface Compiled {
  readonly documents: readonly SpecDocument[];
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where there is an error. */
  readonly plan?: Plan;
  readonly codes: readonly string[];
}

export interface CompileOptions {
  readonly today?: string;
  /** Without the estate that is otherwise there: domains `orders` and `finance`, environment `local`. */
  readonly bare?: boolean;
}

/** Files through all passes from parse to lower. `spec` alone is the text of `spec.yaml`. */
export function compile(
  spec: string | Readonly<Record<string, string>>,
  options: CompileOptions = {},
): Compiled {
  const files = typeof spec === "string" ? { "spec.yaml": spec } : spec;
  const all = { ...(!options.bare && { "estate.yaml": estate }), ...files };
  const sources: Sources = new Map(Object.entries(all).map(([path, text]) => [path, { path, text }]));
  const parsed = parse(sources);
  const validated = validate(parsed.output.documents);
  const linked = link({ parsed: parsed.output.documents, documents: validated.output, sources });
  const checked = check({ model: linked.output, sources, checker });
  const before = [parsed, validated, linked, checked].flatMap((pass) => pass.diagnostics);
  const { diagnostics } = lint({
    model: linked.output,
    documents: validated.output,
    checked: checked.output,
    sources,
    diagnostics: before,
    ...(options.today !== undefined && { today: options.today }),
  });
  const good = !diagnostics.some(({ severity }) => severity === "error");
  return {
    documents: validated.output,
    model: linked.output,
    diagnostics,
    ...(good && { plan: lower({ model: linked.output, checked: checked.output, sources }).output }),
    codes: [...new Set(diagnostics.map(({ code }) => code))].sort(),
  };
}

/** The plan of specs that must be right. */
export function planOf(spec: string | Readonly<Record<string, string>>): Plan {
  const { plan, diagnostics } = compile(spec);
  if (!plan) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return plan;
}
