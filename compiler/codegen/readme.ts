import type { Plan } from "../plan/plan.ts";
import type { PlanTrigger } from "../plan/trigger.ts";
import { lineText } from "../spelling/literal.ts";
import { fileName } from "../spelling/names.ts";
import { routesOf } from "./estate/reach.ts";
import type { Symbols } from "./symbols.ts";
import { templateOf } from "./template.ts";

const template = templateOf("build.md.hbs");

/** `README.md` of a build: what is here and how to run it. */
export function readmeOf(plan: Plan, symbols: Symbols): string {
  return template({
    estate: cell(plan.estate.name),
    services: plan.services.map((service) => ({
      name: service.name,
      file: fileName(service.name),
      routes: routesOf(service, plan).map(({ name, trigger, at }) => ({
        name,
        module: `${symbols.route(name).module}.ts`,
        trigger: cell(described(trigger)),
        file: cell(at.file),
        line: at.line,
      })),
    })),
  });
}

function described(trigger: PlanTrigger): string {
  if (trigger.kind === "webhook") return `POST /webhooks/${trigger.system}/${trigger.webhook}`;
  if (trigger.kind === "capability") return `${trigger.capability}.${trigger.operation}`;
  if (trigger.kind === "event") return `event ${trigger.contract}`;
  if (trigger.kind === "schedule") return `\`${trigger.cron}\` (${trigger.zone})`;
  return `${trigger.method} /api${trigger.path}`;
}

/** Text for a cell of a Markdown table. */
function cell(text: string): string {
  return lineText(text).replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
