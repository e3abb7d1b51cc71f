import { nearest } from "../../../diagnostics/nearest.ts";
import { listed } from "../../../values/words.ts";
import { listOf, object, reference, type Schema, text, value } from "../../vocabulary.ts";
import { isWithin, type StepScope } from "../sequence/scope.ts";
import type { StepSpec } from "../spec.ts";
import type { StepKind } from "./kind.ts";
import { stepName } from "./properties.ts";

/** The one word for both: how a call is undone, and that what was done is undone now. */
export const compensation: Schema = {
  anyOf: [
    { enum: ["all"], description: "Undoes every call so far that can be undone, the last one first." },
    listOf(
      { ...stepName, description: "A call with `compensate`." },
      "Undoes these calls, the last one first.",
      1,
    ),
    object(
      {
        call: reference("The operation that undoes the call.", ["stock.release"]),
        with: value("Its input. Sees the call's own result by its name."),
        policy: reference("The Policy it runs under. Default: the route's.", ["financial-posting"]),
        none: text("Instead: why the call is not undone."),
      },
      [],
      "On a call, how it is undone: `call` and `with`, or `none` with the reason.",
    ),
  ],
  description:
    "On a call, how it is undone. As a step of its own, what is undone now: `all`, or the calls of these names, in reverse order.",
};

/** Undoes what was done, in reverse order. */
export const compensateStep: StepKind = {
  name: "compensate",
  takes: [],
  properties: { compensate: compensation },
  prepare(step, scope) {
    const what = step.compensate;
    if (what === "all") reportAll(step, scope);
    else if (Array.isArray(what)) for (const [index] of what.entries()) reportName(what, index, scope);
    else
      scope.report(
        "WB2321",
        scope.document.spanOf(step, "compensate"),
        "As a step, `compensate` says what is undone now.",
        scope.path,
        {
          help: "Write `compensate: all`, or `compensate: [reservation]`. How a call is undone stands on the call.",
        },
      );
    return { statements: [], lower: () => ({ steps: what }) };
  },
};

function reportAll(step: StepSpec, scope: StepScope): void {
  const span = scope.document.keySpan(step, "compensate");
  if (scope.region.of !== "route")
    scope.report(
      "WB2322",
      span,
      `\`compensate: all\` would undo what ${besides(scope)} is still doing.`,
      scope.path,
      {
        help: `Name the calls of this ${scope.region.of === "each" ? "item" : "branch"}, or undo all in \`onFailure\` of the \`${scope.region.of}\`.`,
      },
    );
  else if (scope.undoable.size === 0)
    scope.report("WB2323", span, "No call before it can be undone, so this does nothing.", scope.path, {
      help: "Say on the calls how each is undone: `compensate: { call: …, with: … }`.",
    });
}

function reportName(names: readonly string[], index: number, scope: StepScope): void {
  const { document, undoable } = scope;
  const name = names[index] ?? "";
  const region = undoable.get(name);
  const span = document.spanOf(names, index);
  if (region && isWithin(region, scope.region)) return;
  if (region) {
    scope.report(
      "WB2322",
      span,
      `\`${name}\` stands outside, where ${besides(scope)} may need it.`,
      scope.path,
      {
        help: `Undo it in \`onFailure\` of the \`${scope.region.of}\`.`,
      },
    );
    return;
  }
  const known = [...undoable].filter(([, own]) => isWithin(own, scope.region)).map(([own]) => own);
  const near = nearest(name, known);
  scope.report(
    "WB2324",
    span,
    scope.names.has(name)
      ? `\`${name}\` cannot be undone: no call of that name before this says how.`
      : `No step before this is called \`${name}\`.`,
    scope.path,
    {
      help:
        near !== undefined
          ? `Did you mean \`${near}\`?`
          : known.length > 0
            ? `What can be undone here: ${listed(known)}.`
            : "Say on the call how it is undone: `compensate: { call: …, with: … }`.",
      ...(near !== undefined && {
        fix: { description: `Write \`${near}\`.`, edits: [{ span, text: near }] },
      }),
    },
  );
}

const besides = ({ region }: StepScope) => (region.of === "each" ? "another item" : "another branch");
