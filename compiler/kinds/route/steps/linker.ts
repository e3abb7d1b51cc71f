import type { Span } from "../../../source/source.ts";
import type { SpecDocument } from "../../document.ts";
import type { LinkContext } from "../../kind.ts";
import type { RouteSpec, StepSpec } from "../spec.ts";

/** What a step's kind is given to report references that lead nowhere. */
export interface StepLinker {
  readonly context: LinkContext;
  readonly document: SpecDocument<RouteSpec>;
  readonly spanOf: (step: StepSpec, key: keyof StepSpec) => Span;
}
