import type { FailureClass } from "../../runtime/contract/failure.ts";
import type { PlanType } from "./schema.ts";
import type { PlanExpression, PlanLocation, PlanValue } from "./value.ts";

/**
 * What each step kind lowers to, and so what `compiler/codegen/steps/<kind>.ts` is given. A step's result is bound under its
 * name, exactly as written, since expressions say it so: imports and other names of the generated module give way to it.
 */
export type PlanStep =
  | ApproveStep
  | CallStep
  | ChooseStep
  | CompensateStep
  | EachStep
  | EndStep
  | FailStep
  | LookupStep
  | MapStep
  | ParallelStep
  | PublishStep
  | RespondStep
  | WaitStep;

/** What every step has. Steps without a name of their own are called after their kind: `choose`, `choose2`. */
interface StepCommon {
  readonly name: string;
  readonly at: PlanLocation;
  /** A condition: the step is skipped where it is false, and its result is undefined then. */
  readonly when?: PlanExpression;
  /** Name of the policy that this step is run under; absent: the route's. */
  readonly policy?: string;
  /** Branches by class, in the order they are tried; a class stands in one branch only. What is in none is thrown on. */
  readonly onFailure?: readonly FailureBranch[];
  /** Whether later steps name its result. Where not, nothing need be bound. */
  readonly used: boolean;
  /** The result may be undefined for later steps: it has a `when`, or a failure branch that goes on. */
  readonly optional: boolean;
  /** Nothing after it runs: `end`, `fail`, or a `choose` all of whose branches end and that has an `otherwise`. */
  readonly ends: boolean;
}

/** In its steps `failure` is bound: `run.failureOf(error, classes)`, with `class`, `message`, `status`. */
export interface FailureBranch {
  readonly classes: readonly FailureClass[];
  readonly steps: readonly PlanStep[];
  /** It never comes to the step after: its last step ends. */
  readonly ends: boolean;
}

/** A mapping's argument: `shopifyOrderToOrder({ source: … })`. */
export interface NamedValue {
  readonly name: string;
  readonly value: PlanValue;
}

/** Result: the mapping's target type. */
export interface MapStep extends StepCommon {
  readonly kind: "map";
  readonly mapping: string;
  readonly from: readonly NamedValue[];
  /** The mapping's target, whose contract validates the result. */
  readonly result: PlanType;
}

export type CallTarget =
  | { readonly kind: "system"; readonly system: string; readonly operation: string }
  | { readonly kind: "capability"; readonly capability: string; readonly operation: string };

/** The call that undoes another one. In `with` the undone step's result goes by that step's name. */
export interface UndoPlan {
  readonly at: PlanLocation;
  readonly target: CallTarget;
  /** Absent: the route's. */
  readonly policy?: string;
  readonly with?: PlanValue;
  /** What the operation takes, where `with` gives it something. */
  readonly input?: PlanType;
  /** `with` says the name of the undone step. */
  readonly seesOwn: boolean;
}

/** Result: the operation's output. */
export interface CallStep extends StepCommon {
  readonly kind: "call";
  readonly target: CallTarget;
  readonly compensate?: UndoPlan;
  /** Absent: the operation takes nothing. */
  readonly with?: PlanValue;
  /** What the operation takes, where `with` gives it something. */
  readonly input?: PlanType;
  /** Absent: the operation answers nothing. */
  readonly result?: PlanType;
}

/** No result. The event's data is a mapping's result or a value. */
export interface PublishStep extends StepCommon {
  readonly kind: "publish";
  /** `order-accepted@1`. */
  readonly contract: string;
  readonly type: PlanType;
  readonly data:
    | { readonly kind: "map"; readonly mapping: string; readonly from: readonly NamedValue[] }
    | { readonly kind: "value"; readonly value: PlanValue };
}

/** No result; what is bound in a branch is seen in that branch only. The first branch whose condition holds is taken. */
export interface ChooseStep extends StepCommon {
  readonly kind: "choose";
  readonly branches: readonly {
    readonly when: PlanExpression;
    readonly steps: readonly PlanStep[];
    readonly at: PlanLocation;
  }[];
  readonly otherwise?: readonly PlanStep[];
}

/** Result: the list of `value`, one for each item, in order; without `value` none. There is no `end` and no `respond` in the body. */
export interface EachStep extends StepCommon {
  readonly kind: "each";
  readonly items: PlanExpression;
  /** The name of the item in the body. */
  readonly as: string;
  /** The name of its index, from 0. */
  readonly index?: string;
  readonly concurrency: number;
  readonly steps: readonly PlanStep[];
  readonly value?: PlanExpression;
}

/** What is done instead of going on: nothing came in time, or a person said no. */
export interface OutcomeBranch {
  readonly steps: readonly PlanStep[];
  readonly ends: boolean;
  /** The branch says the step's own name: who decided, when and why. */
  readonly seesOwn: boolean;
}

/** Result: `Approval`, undefined where a branch goes on. What no branch takes fails the step. */
export interface ApproveStep extends StepCommon {
  readonly kind: "approve";
  readonly role: string;
  readonly withinMs?: number;
  readonly show?: PlanValue;
  readonly onReject?: OutcomeBranch;
  readonly onExpiry?: OutcomeBranch;
}

/** No result. */
export interface CompensateStep extends StepCommon {
  readonly kind: "compensate";
  readonly steps: "all" | readonly string[];
}

/** No result of its own; what its branches give is seen after it by name. There is no `end` and no `respond` in a branch. */
export interface ParallelStep extends StepCommon {
  readonly kind: "parallel";
  /** Absent: all branches at once. */
  readonly concurrency?: number;
  readonly branches: readonly {
    readonly steps: readonly PlanStep[];
    readonly ends: boolean;
    /** Names bound in it that are used after it. */
    readonly gives: readonly string[];
  }[];
}

/** A timer has no result; an event's is its data, undefined where `onExpiry` goes on. */
export interface WaitStep extends StepCommon {
  readonly kind: "wait";
  /** Milliseconds of a timer. Absent: an event is waited for. */
  readonly forMs?: number;
  readonly event?: { readonly contract: string; readonly type: PlanType };
  /** A condition that sees `event`. */
  readonly where?: PlanExpression;
  /** What `where` demands at least: the event's field at `path` equals `value`, which does not read the event. */
  readonly match?: { readonly path: readonly string[]; readonly value: PlanExpression };
  readonly withinMs?: number;
  readonly onExpiry?: OutcomeBranch;
}

/** Result: text, or undefined where `whenMissing` is `omit`. */
export interface LookupStep extends StepCommon {
  readonly kind: "lookup";
  readonly crosswalk: string;
  /** The system whose word `value` is. */
  readonly system: string;
  readonly value: PlanExpression;
  readonly to: string;
  readonly whenMissing: "omit" | "fail";
}

/** No result. */
export interface RespondStep extends StepCommon {
  readonly kind: "respond";
  readonly status: number;
  readonly body?: PlanValue;
  readonly headers: readonly { readonly name: string; readonly value: PlanExpression | string }[];
}

/** `return run.end(outcome)`. */
export interface EndStep extends StepCommon {
  readonly kind: "end";
  readonly outcome: string;
}

/** `run.fail(step, reason)`: never returns. */
export interface FailStep extends StepCommon {
  readonly kind: "fail";
  readonly reason: PlanExpression | string;
}
