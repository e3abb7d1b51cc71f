import { reference, value } from "../../vocabulary.ts";
import { calledBy, linkCalled, prepareCalledInput } from "./called.ts";
import { compensation } from "./compensate.ts";
import type { StepKind } from "./kind.ts";
import { linkUndo, prepareUndo, takeUndoable } from "./undo.ts";

/** Calls an operation of a system or of a capability. */
export const callStep: StepKind = {
  name: "call",
  named: "posting",
  takes: ["onFailure", "policy"],
  properties: {
    call: reference(
      "The operation: of a Capability `sales-orders.create`, or of a System `sap.createSalesOrder`.",
      ["sales-orders.create", "square.retrieveOrder"],
    ),
    with: value("Its input: an expression, or a map of values and expressions."),
    compensate: compensation,
  },
  link(step, linker) {
    if (step.call !== undefined) linkCalled(step.call, linker.spanOf(step, "call"), linker.context);
    linkUndo(step, linker);
  },
  prepare(step, scope) {
    takeUndoable(step, scope);
    const called = calledBy(step.call ?? "", scope.model);
    if (!called) return { statements: [], result: "any", lower: () => ({}) }; // Link has told.
    const span = scope.document.spanOf(step, "call");
    const input = prepareCalledInput({ called, with: step.with, span, id: `${scope.id}.with` }, scope);
    const result = called.output && scope.typeOf(called.output.type);
    const undo = prepareUndo(step, result, scope);
    return {
      statements: [...(input?.statements ?? []), ...(undo?.statements ?? [])],
      ...(result !== undefined && { result }),
      lower: (lowering) => ({
        target: called.target,
        ...(input && { with: input.lower(lowering.checked).value }),
        ...(input && called.input && { input: called.input.type }),
        ...(called.output && { result: called.output.type }),
        ...(undo && { compensate: undo.lower(lowering) }),
      }),
    };
  },
};
