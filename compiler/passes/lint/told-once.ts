import type { Code } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

interface Cause {
  /** What is the same wherever it is the same mistake. */
  readonly of: (diagnostic: Diagnostic) => string;
  /** What is said at the other places. */
  readonly also: string;
}

const used = "It is used here too.";
const byMessage = (also: string): Cause => ({ of: ({ message }) => message, also });
/** By the policy, whatever the classes are for which it lacks something. */
const followed: Cause = {
  of: ({ related: [policy] = [], message }) =>
    policy ? `${policy.span.file}:${policy.span.start}` : message,
  also: "It is followed here too.",
};

/** What is one mistake at however many places, and how far it is one: over the estate, or within a file. */
const causes: { readonly [code in Code]?: Cause } = {
  WB1202: byMessage(used),
  WB1203: byMessage(used),
  // A step or a name of `from` that was renamed.
  WB2002: { of: ({ message, span }) => `${span.file} ${message}`, also: used },
  // A contract that ends is one move for each who uses it, but one thing to know.
  WB3304: byMessage(used),
  WB3305: byMessage(used),
  // What a policy lacks is put into the policy.
  WB3311: followed,
  WB3312: followed,
  WB3313: followed,
  WB3314: followed,
};

/** One mistake is told where it is made first; its other places are related ones, and one fix mends all. */
export function toldOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byCause = Map.groupBy(diagnostics, (one) => {
    const cause = causes[one.code];
    return cause ? `${one.code} ${cause.of(one)}` : one;
  });
  return [...byCause.values()].flatMap((uses) => {
    const [first, ...others] = uses.toSorted(byWeightAndPlace);
    return first ? [others.length === 0 ? first : together(first, others)] : [];
  });
}

function together(first: Diagnostic, others: readonly Diagnostic[]): Diagnostic {
  const places = others.map(({ span }) => ({ message: causes[first.code]?.also ?? used, span }));
  const edits = [first, ...others].flatMap(({ fix }) => fix?.edits ?? []);
  return {
    ...first,
    related: [...(first.related ?? []), ...places],
    ...(first.fix && { fix: { ...first.fix, edits } }),
  };
}

/** The gravest first: that is what it is as a whole. */
function byWeightAndPlace(left: Diagnostic, right: Diagnostic): number {
  return weights[left.severity] - weights[right.severity] || byPlace(left, right);
}

const weights = { error: 0, warning: 1, info: 2 } as const;

function byPlace({ span: left }: Diagnostic, { span: right }: Diagnostic): number {
  return left.file === right.file ? left.start - right.start : left.file < right.file ? -1 : 1;
}
