import type { Code } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** What is one mistake however often the name is used, and how far it is one: over the estate, or within a file. */
const causes: { readonly [code in Code]?: (diagnostic: Diagnostic) => string } = {
  WB1202: ({ message }) => message,
  WB1203: ({ message }) => message,
  // A step or a name of `from` that was renamed.
  WB2002: ({ message, span }) => `${span.file} ${message}`,
};

/** A name that leads nowhere is told where it is used first; its other uses are related places, and one fix mends all. */
export function toldOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byCause = Map.groupBy(diagnostics, (one) => {
    const cause = causes[one.code]?.(one);
    return cause === undefined ? one : `${one.code} ${one.severity} ${cause}`;
  });
  return [...byCause.values()].flatMap((uses) => {
    const [first, ...others] = uses.toSorted(byPlace);
    return first ? [others.length === 0 ? first : together(first, others)] : [];
  });
}

function together(first: Diagnostic, others: readonly Diagnostic[]): Diagnostic {
  const places = others.map(({ span }) => ({ message: "It is used here too.", span }));
  const edits = [first, ...others].flatMap(({ fix }) => fix?.edits ?? []);
  return {
    ...first,
    related: [...(first.related ?? []), ...places],
    ...(first.fix && { fix: { ...first.fix, edits } }),
  };
}

function byPlace({ span: left }: Diagnostic, { span: right }: Diagnostic): number {
  return left.file === right.file ? left.start - right.start : left.file < right.file ? -1 : 1;
}
