import type { Plan } from "../../../compiler/plan/plan.ts";
import { integer, oneOf, record, schema, text } from "./schemas.ts";
import { at, constant, expression, field, policy, step, value } from "./shop-plan.ts";

/** Names and texts that would end a literal, a comment or a declaration, or take a name that generated code needs. */

/** A quote of each kind, a substitution, a line separator, a zero-width and a direction mark, a lone surrogate, another script. */
export const hostileText = "\"'`${process.exit(1)}\\ \u2028\u2029\u200b\u202e\ud800 ключ 😀\n*/";

const file = "evil */ \u2028name.yaml";

const contract = schema(
  { module: "contracts/contract-1", name: "Contract" },
  "contract@1",
  file,
  record({
    __proto__2: text,
    ["__proto__"]: text,
    constructor: text,
    class: text,
    "with space": text,
    [`q"'\`$\{x}`]: text,
    "\u2028": text,
    ключ: integer,
    "00": text,
    "": text,
    "note?": text,
  }),
  { key: ["with space"] },
);

const delete_ = schema(
  { module: "systems/system", name: "SystemDelete" },
  "system.delete",
  file,
  record({ run: oneOf("a", hostileText), "file?": text }),
);

export const hostilePlan: Plan = {
  estate: { name: hostileText, environments: { local: { engine: "embedded" } } },
  contracts: [{ name: "contract", version: "1.0.0", lifecycle: "active", schema: contract }],
  systems: [
    {
      name: "system",
      at: at(file, 1),
      type: "erp",
      endpoints: { local: "simulated", __proto__x: hostileText },
      csrfToken: false,
      failures: {},
      webhooks: [
        { name: "class", at: at(file, 2), payload: delete_, id: expression('headers["__proto__"]') },
      ],
      operations: [
        {
          name: "delete",
          at: at(file, 3),
          input: { body: delete_, type: delete_.type, schema: delete_ },
          method: "POST",
          path: expression("`/a/${encodeURIComponent(input.run)}`"),
          pathTemplate: "/a/{run}",
          query: [{ name: hostileText, value: expression('"constant"') }],
          headers: [{ name: "__proto__", value: expression("input.run") }],
          body: expression("input"),
          as: "form",
          responses: [{ status: 204, examples: [] }],
          idempotent: { by: "header", header: hostileText },
        },
        {
          name: "lookup",
          at: at(file, 4),
          input: {},
          method: "GET",
          path: expression('"/b"'),
          pathTemplate: "/b",
          query: [],
          headers: [],
          as: "json",
          responses: [{ status: 200, schema: delete_, examples: [] }],
          output: delete_.type,
          idempotent: { by: "nothing" },
        },
      ],
    },
  ],
  mappings: [
    {
      name: "text",
      at: at(file, 1),
      from: [{ name: "file", type: delete_.type }],
      to: contract.type,
      body: {
        form: "fields",
        fields: [
          field("__proto__", constant(hostileText)),
          field("__proto__2", constant("")),
          field("constructor", value("text(file.run)", "text")),
          field("class", {
            form: "match",
            on: expression("file.run"),
            cases: [
              { value: hostileText, then: { form: "value", value: constant(hostileText) } },
              { value: "a", then: { form: "value", value: constant("__proto__") } },
            ],
          }),
          field("with space", constant("a")),
          field(`q"'\`$\{x}`, constant('double "quotes"')),
          field("\u2028", constant("\u2028")),
          field("ключ", constant(-0)),
          field("00", constant("00")),
          field("", constant("'")),
          field("note", value("file.file"), true),
        ],
      },
    },
  ],
  functions: [],
  crosswalks: [
    {
      name: "crosswalk",
      at: at(file, 5),
      systems: ["__proto__", "b"],
      rows: [{ ["__proto__"]: hostileText, b: "0400" }],
    },
  ],
  policies: [policy("delete"), policy("route-1"), policy("route1")],
  capabilities: [],
  routes: [
    {
      name: "route",
      at: at(file, 1),
      policy: "delete",
      trigger: { kind: "webhook", system: "system", webhook: "class" },
      data: delete_.type,
      key: expression("`${message.id}`"),
      steps: [
        step(2, {
          kind: "map",
          name: "file",
          mapping: "text",
          from: [{ name: "file", value: value("message.data") }],
          result: contract.type,
          used: true,
        }),
        step(3, {
          kind: "call",
          name: "run",
          target: { kind: "system", system: "system", operation: "lookup" },
          result: delete_.type,
          used: true,
        }),
        step(4, {
          kind: "call",
          name: "error",
          target: { kind: "system", system: "system", operation: "delete" },
          with: value("run"),
          onFailure: [
            {
              classes: ["refused", "invalid"],
              ends: false,
              steps: [
                step(5, {
                  kind: "call",
                  name: "contract1",
                  target: { kind: "system", system: "system", operation: "delete" },
                  with: value("run"),
                }),
              ],
            },
            {
              classes: ["unknown"],
              ends: true,
              steps: [step(6, { kind: "fail", name: "fail", reason: hostileText })],
            },
          ],
        }),
        step(7, {
          kind: "map",
          name: "route1",
          mapping: "text",
          from: [{ name: "file", value: value("run") }],
          result: contract.type,
          used: true,
          policy: "route1",
        }),
        step(8, {
          kind: "publish",
          name: hostileText,
          contract: "contract@1",
          type: contract.type,
          data: { kind: "value", value: value("file === route1 ? file : route1") },
        }),
        step(10, {
          kind: "parallel",
          name: "parallel",
          concurrency: 1,
          branches: [
            {
              steps: [
                step(11, {
                  kind: "call",
                  name: "failure",
                  target: { kind: "system", system: "system", operation: "lookup" },
                  result: delete_.type,
                  compensate: {
                    at: at(file, 11),
                    target: { kind: "system", system: "system", operation: "delete" },
                    with: value("failure"),
                    seesOwn: true,
                  },
                }),
              ],
              ends: false,
              gives: [],
            },
            { steps: [], ends: false, gives: [] },
          ],
        }),
        step(12, {
          kind: "wait",
          name: "decision",
          event: { contract: "contract@1", type: contract.type },
          where: expression("event === event"),
          match: { path: ["__proto__", hostileText], value: expression("message.id") },
          withinMs: 1,
          used: true,
          optional: true,
          onExpiry: {
            steps: [step(13, { kind: "compensate", name: "compensate", steps: ["failure", hostileText] })],
            ends: false,
            seesOwn: false,
          },
        }),
        step(14, {
          kind: "approve",
          name: "typeof",
          role: hostileText,
          show: { kind: "constant", json: hostileText, at: at(file, 14) },
        }),
        step(9, { kind: "end", name: "end", outcome: hostileText }),
      ],
    },
    {
      name: "tick",
      at: at(file, 1),
      policy: "delete",
      trigger: { kind: "schedule", cron: hostileText, zone: hostileText, missed: "skip" },
      steps: [],
    },
  ],
  processes: [],
  reconciliations: [],
  services: [{ name: "service", at: at(file, 1), routes: ["route", "tick"] }],
  scenarios: [{ name: hostileText, at: at(file, 1), given: [], when: [], then: [] }],
};
