import { documentSchema } from "../shell.ts";
import { cpuQuantity, listOf, memoryQuantity, object, reference } from "../vocabulary.ts";

export const serviceSchema = documentSchema(
  "Service",
  "Routes that are deployed and scaled together.",
  object(
    {
      routes: {
        anyOf: [
          listOf(reference("A Route.", ["take-web-order"]), "The routes by name.", 1),
          object({ domain: reference("A domain.", ["orders"]) }, ["domain"], "All routes of a domain."),
        ],
        description: "Which routes: a list, or all of a `domain`.",
      },
      scale: object(
        {
          min: { type: "integer", minimum: 1, description: "Replicas at least." },
          max: { type: "integer", minimum: 1, description: "Replicas at most." },
        },
        ["min", "max"],
        "How many replicas in a distributed environment; an embedded one is one process.",
      ),
      resources: object(
        {
          cpu: cpuQuantity("CPU, in Kubernetes' words."),
          memory: memoryQuantity("Memory, in Kubernetes' words."),
        },
        ["cpu", "memory"],
        "What a replica is given.",
      ),
    },
    ["routes"],
    "What is deployed together.",
  ),
);
