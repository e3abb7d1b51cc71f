import type { PlanTrigger } from "../../plan/trigger.ts";
import type { Layout } from "../layout/document.ts";
import type { PropertyLayout } from "../layout/syntax.ts";
import type { GeneratedModule } from "../module.ts";
import type { Symbols } from "../symbols.ts";

export type TriggerKind = PlanTrigger["kind"];
export type TriggerOf<Kind extends TriggerKind> = Extract<PlanTrigger, { readonly kind: Kind }>;

/** The properties of a route's trigger beside its `kind`. */
export type TriggerEmitter<Kind extends TriggerKind> = (
  trigger: TriggerOf<Kind>,
  module: GeneratedModule,
  symbols: Symbols,
) => readonly (PropertyLayout | Layout)[];
