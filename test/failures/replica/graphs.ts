import type { GraphStep, Program } from "../../../runtime/engine/port.ts";

const orders = steps("message:map provider:decide reserve hold nap:sleep check post print accepted:publish");

/** What steps the campaign's programs have, by which another build knows whether it continues them. Of `pairs` nobody says: there a person decides. */
const graphs: Readonly<Record<string, readonly GraphStep[]>> = {
  lenient: orders,
  strict: orders,
  payers: steps("message:map accepted:wait pay"),
  reviews: steps("message:map reserve review:approve grant"),
  relays: steps("relay"),
  levels: steps("level"),
  listeners: steps("notify"),
  ledger: steps("noted:publish"),
  clock: steps("marked:publish"),
};

export function withGraph(program: Program): Program {
  const graph = graphs[program.route];
  return graph === undefined ? program : { ...program, graph };
}

function steps(text: string): readonly GraphStep[] {
  return text.split(" ").map((step) => {
    const [name = "", kind = "call"] = step.split(":");
    return { name, kind, output: name };
  });
}
