import { listed } from "../../../values/words.ts";
import type { StepSpec } from "../spec.ts";
import { stepKinds } from "../steps/index.ts";
import type { StepKind } from "../steps/kind.ts";
import { commonProperties } from "../steps/properties.ts";
import type { StepScope } from "./scope.ts";

/** The kind of a step: the one among its keys. `publish` with `map` is a publish, since `map` is one of its properties. */
export function kindOf(step: StepSpec): StepKind | undefined {
  const [only, ...others] = candidates(step);
  return others.length === 0 ? only : undefined;
}

/** As `kindOf`; what is wrong with the step's keys is reported. */
export function readKind(step: StepSpec, scope: StepScope): StepKind | undefined {
  const found = candidates(step);
  const [kind] = found;
  if (!kind || found.length > 1) {
    reportKind(step, found, scope);
    return undefined;
  }
  reportKeys(step, kind, scope);
  if (step.name === undefined && kind.named !== undefined)
    scope.report(
      "WB2303",
      scope.document.keySpan(step, kind.name),
      `A \`${kind.name}\` needs a name: later steps and the trace call it by that.`,
      scope.path,
      {
        help: `Add \`name: ${kind.named}\`.`,
      },
    );
  return kind;
}

function candidates(step: StepSpec): readonly StepKind[] {
  const named = stepKinds.filter(({ name }) => Object.hasOwn(step, name));
  return named.filter(
    ({ name }) => !named.some((other) => other.name !== name && Object.hasOwn(other.properties, name)),
  );
}

function reportKind(step: StepSpec, found: readonly StepKind[], scope: StepScope): void {
  const all = listed(
    stepKinds.map(({ name }) => name),
    stepKinds.length,
  );
  if (found.length === 0)
    scope.report("WB2301", scope.document.spanOf(step), "This step does not say what it does.", scope.path, {
      help: `A step has one of ${all}.`,
    });
  else
    scope.report(
      "WB2301",
      scope.document.keySpan(step, found[1]?.name ?? "name"),
      `A step does one thing, and this one has ${listed(found.map(({ name }) => name))}.`,
      scope.path,
      { help: "Make a step of each, one after the other." },
    );
}

/** A property of another kind of step would say nothing here. */
function reportKeys(step: StepSpec, kind: StepKind, scope: StepScope): void {
  const takes: readonly string[] = [
    ...Object.keys(commonProperties),
    ...Object.keys(kind.properties),
    ...kind.takes,
  ];
  for (const key of Object.keys(step)) {
    if (takes.includes(key)) continue;
    const others = stepKinds.filter(
      (other) => Object.hasOwn(other.properties, key) || other.takes.some((each) => each === key),
    );
    scope.report(
      "WB2302",
      scope.document.keySpan(step, key),
      `\`${key}\` says nothing on a \`${kind.name}\` step.`,
      scope.path,
      {
        help: others.length > 0 ? `It goes with ${listed(others.map(({ name }) => name))}.` : "Leave it out.",
      },
    );
  }
}
