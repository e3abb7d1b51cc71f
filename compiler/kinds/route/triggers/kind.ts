import type { Model } from "../../../model/model.ts";
import type { PlanSchema, PlanType } from "../../../plan/plan.ts";
import type { PlanTrigger } from "../../../plan/trigger.ts";
import type { SpecDocument } from "../../document.ts";
import type { CheckContext, LinkContext } from "../../kind.ts";
import type { Schema } from "../../vocabulary.ts";
import type { Answer } from "../sequence/scope.ts";
import type { RouteSpec } from "../spec.ts";

/** All that the compiler's first half knows about a trigger, one file each, listed in `triggers/index.ts`. */
export interface TriggerKind {
  /** The key that says it: `webhook`. */
  readonly name: PlanTrigger["kind"];
  readonly schema: Schema;
  /** Reports references that lead nowhere. */
  link(document: SpecDocument<RouteSpec>, context: LinkContext): void;
  /** Undefined where link has told of a reference that leads nowhere. */
  prepare(document: SpecDocument<RouteSpec>, model: Model): PreparedTrigger | undefined;
  /** Says what of it does not fit what the steps do. */
  judge?(document: SpecDocument<RouteSpec>, responds: boolean, context: CheckContext): void;
}

export interface PreparedTrigger {
  /** The schema of `message.data`. */
  readonly data?: PlanSchema;
  /** What `message.data` is without a schema, as TypeScript of the check program. */
  readonly dataType?: string;
  /** What somebody waits for; absent: nobody does. */
  readonly answer?: Answer;
  lower(facts: { readonly synchronous: boolean }): {
    readonly trigger: PlanTrigger;
    readonly data?: PlanType;
  };
}
