import { durationText } from "../kinds/duration.ts";
import type { Plan, PlanProcess } from "../plan/plan.ts";
import { allSteps } from "../plan/planned-step.ts";
import { type Graph, GraphBuilder } from "./graph.ts";

/** A process: the routes that publish its events, and its milestones from left to right with their deadlines. */
export function processGraph(process: PlanProcess, plan: Plan): Graph {
  const builder = new GraphBuilder();
  const depths = new Map<string, number>();
  for (const { name } of process.milestones) depths.set(name, depthOf(name, process));
  const nodeOf = (name: string) => builder.node("milestone", name, 2 + (depths.get(name) ?? 0));
  for (const { name, on, after, withinMs } of process.milestones) {
    const milestone = nodeOf(name);
    builder.edge(builder.node("event", on, 1), milestone, "reaches");
    if (after !== undefined)
      builder.edge(
        nodeOf(after),
        milestone,
        withinMs === undefined ? undefined : `within ${durationText(withinMs)}`,
      );
  }
  for (const { name, on } of process.totals)
    builder.edge(builder.node("event", on, 1), builder.node("step", `total ${name}`, 2), "adds to");
  addPublishers(builder, process, plan);
  return builder.graph();
}

/** How many milestones come before it. Link has made sure that there is no circle. */
function depthOf(name: string, process: PlanProcess): number {
  const after = process.milestones.find((milestone) => milestone.name === name)?.after;
  return after === undefined ? 0 : 1 + depthOf(after, process);
}

function addPublishers(builder: GraphBuilder, process: PlanProcess, plan: Plan): void {
  const events = new Set([...process.milestones, ...process.totals].map(({ on }) => on));
  for (const route of plan.routes)
    for (const step of allSteps(route.steps))
      if (step.kind === "publish" && events.has(step.contract))
        builder.edge(
          builder.node("route", route.name, 0),
          builder.node("event", step.contract, 1),
          "publishes",
        );
}
