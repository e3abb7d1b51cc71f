import type { Plan, PlanRoute } from "../plan/plan.ts";
import { allSteps, callsOf } from "../plan/planned-step.ts";

/** A picture as data: boxes in columns from left (who sends) to right (who is called), and arrows. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label?: string }[];
}

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly kind:
    | "source"
    | "route"
    | "capability"
    | "system"
    | "event"
    | "milestone"
    | "step"
    | "choice"
    | "undo";
  /** From 0, left to right. */
  readonly column: number;
}

export class GraphBuilder {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, { from: string; to: string; label?: string }>();

  node(kind: GraphNode["kind"], name: string, column: number): string {
    const id = `${kind}:${name}`;
    if (!this.#nodes.has(id)) this.#nodes.set(id, { id, label: name, kind, column });
    return id;
  }

  edge(from: string, to: string, label?: string): void {
    this.#edges.set(`${from} ${to} ${label ?? ""}`, label === undefined ? { from, to } : { from, to, label });
  }

  graph(): Graph {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }
}

/** The whole estate: senders, routes, capabilities, systems and events. */
export function estateGraph(plan: Plan): Graph {
  const builder = new GraphBuilder();
  for (const route of plan.routes) addRoute(builder, route);
  for (const capability of plan.capabilities) {
    const from = builder.node("capability", capability.name, 2);
    for (const provider of capability.providers)
      for (const operation of provider.operations) {
        if (operation.call)
          builder.edge(from, builder.node("system", operation.call.system, 3), operation.call.operation);
        if (operation.route)
          builder.edge(from, builder.node("route", operation.route, 1), operation.operation);
      }
  }
  return builder.graph();
}

function addRoute(builder: GraphBuilder, route: PlanRoute): void {
  const id = builder.node("route", route.name, 1);
  const sender = senderOf(route);
  if (sender) {
    const kind = route.trigger.kind === "event" ? "event" : "source";
    builder.edge(builder.node(kind, sender.name, kind === "event" ? 3 : 0), id, sender.label);
  }
  for (const step of allSteps(route.steps)) {
    if (step.kind === "publish") builder.edge(id, builder.node("event", step.contract, 3), "publishes");
    if (step.kind === "wait" && step.event)
      builder.edge(builder.node("event", step.event.contract, 3), id, "awaited");
    if (step.kind === "approve") builder.edge(builder.node("source", step.role, 0), id, "approves");
    for (const target of callsOf(step)) {
      if (target.kind === "system")
        builder.edge(id, builder.node("system", target.system, 3), target.operation);
      else builder.edge(id, builder.node("capability", target.capability, 2), target.operation);
    }
  }
}

/** What starts a route, in a word: a system with its webhook, an HTTP method and path, an event, the clock. */
export function senderOf(route: PlanRoute): { readonly name: string; readonly label: string } | undefined {
  const trigger = route.trigger as {
    kind: string;
    system?: string;
    webhook?: string;
    method?: string;
    path?: string;
    contract?: string;
    cron?: string;
  };
  if (trigger.kind === "webhook") return { name: trigger.system ?? "", label: trigger.webhook ?? "" };
  if (trigger.kind === "http")
    return { name: "HTTP", label: `${trigger.method ?? ""} ${trigger.path ?? ""}` };
  if (trigger.kind === "event") return { name: trigger.contract ?? "", label: "consumes" };
  if (trigger.kind === "schedule") return { name: "Clock", label: trigger.cron ?? "" };
  return undefined;
}
