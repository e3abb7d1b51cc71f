import type { CommandDefinition } from "../command.ts";

/** What is read and written of specs beside checking them. */
export const reading: readonly CommandDefinition[] = [
  {
    name: "import",
    summary: "a system or contract from a vendor's document, or a schema from example payloads",
    arguments: [
      ["<what>", "openapi, json-schema or sample"],
      ["<file...>", "the document, or the samples (several are merged)"],
    ],
    options: [
      ["--name <name>", "of the system or contract"],
      ["--operations <list>", "of an OpenAPI document, comma-separated (default: all)"],
      ["--out <dir>", "write there (default: print)"],
    ],
    examples: [
      "import sample order-1.json order-2.json",
      "import openapi vendor.yaml --name warehouse --operations createShipment --out warehouse",
    ],
    load: async () => (await import("../commands/import.ts")).importDocument,
  },
  {
    name: "explain",
    summary: "a diagnostic's page",
    arguments: [["<code>", "WB2203"]],
    load: async () => (await import("../commands/explain.ts")).explain,
  },
  {
    name: "format",
    summary: "canonical YAML, comments kept",
    arguments: [["[folder]", "the estate's folder"]],
    options: [["--check", "write nothing; fail where a file would change"]],
    load: async () => (await import("../commands/format.ts")).format,
  },
  {
    name: "lineage",
    summary: "where a field comes from and where it goes, hop by hop",
    arguments: [
      [
        "<field>",
        "order.email, order@2.email, sap.createSalesOrder.PurchaseOrderByCustomer; with --losses a route or a mapping",
      ],
    ],
    options: [
      ["--backward", "only where it comes from"],
      ["--forward", "only where it goes"],
      [
        "--losses",
        "instead of a field a route or a mapping: what is left behind, cut, rounded or merged on the way",
      ],
      ["--format <format>", "text, json or mermaid", "text"],
    ],
    examples: [
      "lineage order@2.email",
      "lineage settlement-line.net --forward --format mermaid",
      "lineage take-web-order --losses",
    ],
    load: async () => (await import("../commands/lineage.ts")).lineage,
  },
  {
    name: "graph",
    summary: "the estate, a route or a process as a picture",
    arguments: [["[folder]", "the estate's folder"]],
    options: [
      ["--format <format>", "mermaid, svg or json", "mermaid"],
      ["--route <name>", "one route with its steps"],
      ["--process <name>", "one process: its milestones, and the routes that reach them"],
    ],
    load: async () => (await import("../commands/graph.ts")).graph,
  },
];
