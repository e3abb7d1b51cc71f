import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { Diagnostic, Reporter } from "../../diagnostics/diagnostic.ts";
import type { SpecDocument } from "../../kinds/document.ts";

/**
 * A check of one document at a time that remembers what it said: a document outlives a compilation where an estate is watched, so
 * that after an edit only what depends on it is judged again.
 * @param check must ask nothing but the document and `depends`, which are compared by identity
 */
export function perDocument<Spec, Depends extends readonly unknown[]>(
  check: (document: SpecDocument<Spec>, reporter: Reporter, ...depends: Depends) => void,
): (document: SpecDocument<Spec>, reporter: Reporter, ...depends: Depends) => void {
  const known = new WeakMap<
    SpecDocument,
    { readonly depends: Depends; readonly diagnostics: readonly Diagnostic[] }
  >();
  return (document, reporter, ...depends) => {
    let before = known.get(document);
    if (!before?.depends.every((each, index) => Object.is(each, depends[index]))) {
      const found = collectDiagnostics();
      check(document, found, ...depends);
      before = { depends, diagnostics: found.diagnostics };
      known.set(document, before);
    }
    for (const { code, span, message, ...more } of before.diagnostics)
      reporter.report(code, span, message, more);
  };
}
