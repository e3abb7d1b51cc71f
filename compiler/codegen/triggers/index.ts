import type { PlanTrigger } from "../../plan/trigger.ts";
import { propertyKey, textLiteral } from "../../spelling/literal.ts";
import type { Layout } from "../layout/document.ts";
import { object, type PropertyLayout } from "../layout/syntax.ts";
import type { GeneratedModule } from "../module.ts";
import type { Symbols } from "../symbols.ts";
import { emitCapability } from "./capability.ts";
import { emitEvent } from "./event.ts";
import { emitHttp } from "./http.ts";
import { emitSchedule } from "./schedule.ts";
import type { TriggerEmitter, TriggerKind } from "./trigger.ts";
import { emitWebhook } from "./webhook.ts";

/** The trigger kinds, mirrored in `compiler/kinds/route/triggers`. */
const emitters: { readonly [Kind in TriggerKind]: TriggerEmitter<Kind> } = {
  capability: emitCapability,
  event: emitEvent,
  http: emitHttp,
  schedule: emitSchedule,
  webhook: emitWebhook,
};

export function triggerLayout(trigger: PlanTrigger, module: GeneratedModule, symbols: Symbols): Layout {
  // The list gives for each kind the emitter of that kind; TypeScript cannot relate the two unions.
  const emit = emitters[trigger.kind] as (
    trigger: PlanTrigger,
    module: GeneratedModule,
    symbols: Symbols,
  ) => readonly (PropertyLayout | Layout)[];
  return object([{ key: "kind", value: textLiteral(trigger.kind) }, ...emit(trigger, module, symbols)]);
}

/** What `message.data` is where no schema says so. */
export function dataWithoutSchema(trigger: PlanTrigger, module: GeneratedModule): string {
  if (trigger.kind === "schedule") return module.runtimeType("ScheduledTick");
  const names = trigger.kind === "http" ? trigger.parameters : [];
  // The parameters of a request that has no body: those of the path are always there.
  const always = names.map((name) => `readonly ${propertyKey(name)}: string; `);
  return names.length === 0
    ? "Readonly<Record<string, string | undefined>>"
    : `{ ${always.join("")}readonly [name: string]: string | undefined }`;
}
