import { type Collector, collectDiagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic, Reporter } from "../diagnostics/diagnostic.ts";
import type { CheckedUnit } from "../values/prepared.ts";
import { type AskedModel, askedModel } from "./asked.ts";
import type { CheckContext } from "./kind.ts";

/** A kind's two halves of the check, document by document. */
export interface Kept<Key extends object, Result> {
  prepare(key: Key, context: CheckContext): Result;
  judge(key: Key, checked: CheckedUnit, reporter: Reporter): void;
}

/**
 * Owns what was made of each document (or of what link made of one), and what was said while making and while judging it. Both
 * outlive a compilation where an estate is watched, so that after an edit only what depends on it is done again.
 *
 * 1. What is kept was made from the same key and the same answers of the model, and from nothing else.
 * 2. What is said of a document is the same, and in the same order, whether it was kept or not.
 * 3. What is kept holds no model, sources or reporter of an earlier compilation.
 */
export function keeping<Key extends object, Result>(
  make: (key: Key, context: CheckContext) => Result,
  judge: (result: Result, checked: CheckedUnit) => void,
): Kept<Key, Result> {
  const known = new WeakMap<Key, Entry<Result>>();
  return {
    prepare(key, context) {
      let entry = known.get(key);
      if (!entry?.asked.moveTo(context.model)) {
        entry = begin(context);
        entry.result = make(key, entry.own);
        entry.prepared = entry.hears.diagnostics;
        known.set(key, entry);
      }
      entry.context = context;
      tell(entry.prepared, context.reporter);
      return entry.result as Result; // made above, or when it was begun
    },
    judge(key, checked, reporter) {
      const entry = known.get(key);
      if (!entry) throw new Error("What was not prepared cannot be judged.");
      if (entry.judged?.checked !== checked) {
        entry.hears = collectDiagnostics();
        judge(entry.result as Result, checked); // begun means made
        entry.judged = { checked, said: entry.hears.diagnostics };
      }
      tell(entry.judged.said, reporter);
    },
  };
}

interface Entry<Result> {
  readonly asked: AskedModel;
  /** What the maker is given in place of a compilation's own. */
  readonly own: CheckContext;
  context: CheckContext;
  hears: Collector;
  result?: Result;
  prepared: readonly Diagnostic[];
  judged?: { readonly checked: CheckedUnit; readonly said: readonly Diagnostic[] };
}

function begin<Result>(context: CheckContext): Entry<Result> {
  const asked = askedModel(context.model);
  const entry: Entry<Result> = {
    asked,
    context,
    hears: collectDiagnostics(),
    prepared: [],
    own: {
      model: asked.model,
      reporter: { report: (...said) => entry.hears.report(...said) },
      typeOf: context.typeOf,
      specType: (kind) => entry.context.specType(kind),
      // Places are asked for within the document itself, whose file is the same as long as it is.
      at: (span) => entry.context.at(span),
      get sources(): never {
        throw new Error("What is kept may not depend on other files than its own.");
      },
    },
  };
  return entry;
}

function tell(said: readonly Diagnostic[], reporter: Reporter): void {
  for (const { code, span, message, ...more } of said) reporter.report(code, span, message, more);
}
