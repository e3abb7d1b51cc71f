import type { PlanExpression, PlanRoute } from "../plan/plan.ts";
import type { PlanStep } from "../plan/step.ts";
import { type Graph, GraphBuilder, senderOf } from "./graph.ts";

/** One route, from what starts it to its ends: a column a step, branches below each other, arrows with what decides. */
export function routeGraph(route: PlanRoute): Graph {
  const drawing = new Drawing();
  const sender = senderOf(route);
  const start = sender ? [{ from: drawing.source(`${sender.name} ${sender.label}`.trim()) }] : [];
  drawing.sequence(route.steps, { open: start, column: 1 });
  return drawing.graph();
}

/** An arrow that still looks for its step. */
interface Open {
  readonly from: string;
  readonly label?: string;
}

interface Front {
  readonly open: readonly Open[];
  /** Of the next step. */
  readonly column: number;
}

class Drawing {
  readonly #builder = new GraphBuilder();
  /** Boxes of what undoes a step, by the step's name. */
  readonly #undoes = new Map<string, string>();

  graph(): Graph {
    return this.#builder.graph();
  }

  source(name: string): string {
    return this.#builder.node("source", name, 0);
  }

  sequence(steps: readonly PlanStep[], front: Front): Front {
    return steps.reduce((before, step) => this.#step(step, before), front);
  }

  #step(step: PlanStep, { open, column }: Front): Front {
    const kind = step.kind === "choose" ? "choice" : "step";
    const id = this.#builder.node(kind, labelOf(step), column);
    const when = step.when && `when ${shortened(step.when)}`;
    for (const { from, label } of open)
      this.#builder.edge(
        from,
        id,
        [label, when].filter((text) => text !== undefined).join(", ") || undefined,
      );
    if (step.kind === "call" && step.compensate)
      this.#undo(step.name, step.compensate.target, id, column + 1);
    if (step.kind === "compensate") this.#compensate(step.steps, id);
    const after = this.#after(step, id, column + 1);
    const passing = step.when ? open.map(({ from }) => ({ from, label: "else" })) : [];
    return { open: [...after.open, ...passing], column: after.column };
  }

  /** Where it goes on from a step: through its branches, and past it where it has a result. */
  #after(step: PlanStep, id: string, column: number): Front {
    if (step.kind === "end" || step.kind === "fail") return { open: [], column };
    const own = this.#own(step, id, column);
    const failures = (step.onFailure ?? []).map(({ steps, classes }) =>
      this.sequence(steps, { open: [{ from: id, label: classes.join(", ") }], column }),
    );
    return joined([own, ...failures], column);
  }

  #own(step: PlanStep, id: string, column: number): Front {
    const branch = (steps: readonly PlanStep[], label?: string) =>
      this.sequence(steps, { open: [label === undefined ? { from: id } : { from: id, label }], column });
    if (step.kind === "choose") {
      const taken = step.branches.map(({ when, steps }) => branch(steps, shortened(when)));
      return joined([...taken, branch(step.otherwise ?? [], "otherwise")], column);
    }
    if (step.kind === "parallel")
      return joined(
        step.branches.map(({ steps }) => branch(steps)),
        column,
      );
    if (step.kind === "each") {
      const body = branch(step.steps, `each ${step.as}`);
      for (const { from } of body.open) if (from !== id) this.#builder.edge(from, id, "next");
      return { open: [{ from: id, label: "all done" }], column: body.column };
    }
    const outcomes =
      step.kind === "approve"
        ? [
            ...(step.onReject ? [branch(step.onReject.steps, "rejected")] : []),
            ...(step.onExpiry ? [branch(step.onExpiry.steps, "expired")] : []),
          ]
        : step.kind === "wait" && step.onExpiry
          ? [branch(step.onExpiry.steps, "expired")]
          : [];
    return joined([{ open: [{ from: id }], column }, ...outcomes], column);
  }

  #undo(
    name: string,
    target: Extract<PlanStep, { kind: "call" }>["target"],
    id: string,
    column: number,
  ): void {
    const owner = target.kind === "system" ? target.system : target.capability;
    const undo = this.#builder.node("undo", `undo ${name}: ${owner}.${target.operation}`, column);
    this.#builder.edge(id, undo, "undone by");
    this.#undoes.set(name, undo);
  }

  #compensate(names: "all" | readonly string[], id: string): void {
    for (const [name, undo] of this.#undoes)
      if (names === "all" || names.includes(name)) this.#builder.edge(id, undo, "undoes");
  }
}

function joined(fronts: readonly Front[], column: number): Front {
  return {
    open: fronts.flatMap(({ open }) => open),
    column: Math.max(column, ...fronts.map((front) => front.column)),
  };
}

function labelOf(step: PlanStep): string {
  if (step.kind === "end") return `end ${step.outcome}`;
  if (step.kind === "publish") return `publish ${step.name}: ${step.contract}`;
  return step.kind === step.name.replace(/\d+$/, "") ? step.name : `${step.kind} ${step.name}`;
}

/** An arrow has room for a few words. */
function shortened({ code }: PlanExpression): string {
  return code.length > 40 ? `${code.slice(0, 39)}…` : code;
}
