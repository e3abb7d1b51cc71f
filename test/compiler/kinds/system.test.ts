import assert from "node:assert/strict";
import { test } from "node:test";
import {
  encodeSubstitutions,
  quoteSubstitutions,
  substitutions,
} from "../../../compiler/kinds/system/path.ts";
import { lowerVerify } from "../../../compiler/kinds/system/signature.ts";
import { compile, planOf } from "./compile.ts";

const system = (body: string) => `
kind: System
metadata: { name: till, domain: orders }
spec:
  type: pos
  endpoints: { local: simulated }
${body}
`;
const operations = (body: string) => system(`  operations:\n${body}`);
const only = (body: string) => planOf(operations(body)).systems[0]?.operations[0];

test("parameters in a path are encoded", () => {
  const read = only(
    "    readSale:\n      parameters: { id: { type: integer } }\n      request: { method: GET, path: '/sales/{id}/lines' }",
  );
  assert.equal(read?.path.code, "`/sales/${encodeURIComponent(text(input.id))}/lines`");
  assert.equal(read?.pathTemplate, "/sales/{id}/lines");
});

test("substitutions of a template literal are encoded, whatever they hold", () => {
  const path = only(
    "    readSale:\n      parameters: { id: { type: string } }\n      request: { method: GET, path: \"=`/sales('${input.id}')`\" }",
  );
  assert.equal(path?.path.code, "`/sales('${encodeURIComponent(odataText(input.id))}')`");
  assert.equal(path?.pathTemplate, "/sales('{0}')");
  assert.equal(encodeSubstitutions('`/a/${f("}`", `${x}`)}`', "e"), '`/a/${e(f("}`", `${x}`))}`');
});

test("what stands between quotes in a path or an OData option can not end its literal", () => {
  const find = only(`    findSale:
      parameters: { id: { type: string }, size: { type: integer } }
      request:
        method: GET
        path: /sales('{id}')/lines/{size}
        query: { $filter: "=\`name eq '\${input.id}' and size eq \${input.size}\`", q: "=\`'\${input.id}'\`" }`);
  assert.equal(
    find?.path.code,
    "`/sales('${encodeURIComponent(odataText(text(input.id)))}')/lines/${encodeURIComponent(text(input.size))}`",
  );
  assert.deepEqual(
    find?.query.map(({ value }) => [value.code, value.library]),
    [
      ["`name eq '${odataText(input.id)}' and size eq ${text(input.size)}`", ["odataText", "text"]],
      ["`'${input.id}'`", []],
    ],
  );
  assert.equal(
    quoteSubstitutions("`'${odataText(a)}' ${b}'x${c}'`", "odataText"),
    "`'${odataText(a)}' ${b}'x${odataText(c)}'`",
  );
});

test("what only looks like a template literal is none", () => {
  assert.equal(substitutions("`a` + `b`"), undefined);
  assert.equal(substitutions("input.id"), undefined);
  assert.equal(substitutions("`a${"), undefined);
  assert.equal(substitutions("`a\\`b`")?.length, 0);
});

test("an operation with parameters and a body takes both", () => {
  const amend = only(`    amendSale:
      parameters: { id: { type: string }, dry: { type: boolean, x-optional: true } }
      request: { method: PUT, path: "/sales/{id}", query: { dry: =input.dry }, body: { type: object, required: [total], properties: { total: { type: string } } } }`);
  assert.equal(amend?.body?.code, "input.body");
  assert.equal(amend?.query[0]?.value.code, "text(input.dry)");
  assert.deepEqual(amend?.idempotent, { by: "nature" });
  const shape = amend?.input.schema?.set.shapes["AmendSaleInput"];
  assert.ok(shape?.kind === "object");
  assert.deepEqual(
    shape.properties.map(({ name, required }) => [name, required]),
    [
      ["id", true],
      ["dry", false],
      ["body", true],
    ],
  );
});

test("a status that a spec moves to another class leaves the one it was in", () => {
  const { failures } = planOf(system("  failures: { transient: [503, connection, 502] }")).systems[0] ?? {};
  assert.deepEqual(failures?.transient, [503, "connection", 502]);
  assert.deepEqual(failures?.unknown, ["timeout", "reset", 500, 504]);
});

test("Stripe and Standard Webhooks are the same verification, as data", () => {
  assert.deepEqual(lowerVerify({ stripe: { secret: "stripe-webhook" } }), {
    algorithm: "sha256",
    header: "stripe-signature",
    encoding: "hex",
    secret: "stripe-webhook",
    content: "{timestamp}.{body}",
    format: "pairs",
    version: "v1",
    timestampPair: "t",
    toleranceSeconds: 300,
    secretFormat: "text",
  });
  assert.equal(lowerVerify({ standardWebhooks: { secret: "hook", tolerance: "1m" } })?.toleranceSeconds, 60);
  assert.equal(lowerVerify({ none: { reason: "inside the network" } }), undefined);
});

test("what is wrong with an operation's schemas does not make references to it unknown", () => {
  const { codes } =
    compile(`${operations("    makeSale:\n      request: { method: POST, path: /sales, body: { type: strng } }")}---
kind: Scenario
metadata: { name: sale, domain: orders }
spec: { when: [{ advance: 1m }], then: [{ called: till.makeSale }] }
`);
  assert.deepEqual(codes, ["WB2104"]);
});

const openapi = {
  openapi: "3.1.0",
  paths: {
    "/sales/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "readSale",
        parameters: [
          { name: "expand", in: "query", schema: { type: "string" } },
          { name: "X-Trace", in: "header", required: true, schema: { type: "string" } },
        ],
        responses: {
          200: {
            description: "It.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Sale" } } },
          },
          404: { description: "None." },
        },
      },
    },
    "/sales": {
      post: {
        operationId: "makeSale",
        requestBody: { $ref: "#/components/requestBodies/Sale" },
        responses: { 201: { description: "Made." } },
      },
    },
  },
  components: {
    requestBodies: {
      Sale: {
        content: { "application/json; charset=utf-8": { schema: { $ref: "#/components/schemas/Sale" } } },
      },
    },
    schemas: {
      Sale: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "string" }, next: { $ref: "#/components/schemas/Sale" } },
      },
    },
  },
};

test("operations come from a vendor's OpenAPI document, with what its parts refer to", () => {
  const plan = planOf({
    "till/spec.yaml": system("  openapi: { document: till.openapi.json, operations: [readSale, makeSale] }"),
    "till/till.openapi.json": JSON.stringify(openapi),
  });
  const [make, read] = plan.systems[0]?.operations ?? [];
  assert.equal(read?.path.code, "`/sales/${encodeURIComponent(text(input.id))}`");
  assert.deepEqual(
    read?.query.map(({ name, value }) => [name, value.code]),
    [["expand", "text(input.expand)"]],
  );
  assert.deepEqual(
    read?.headers.map(({ name, value }) => [name, value.code]),
    [["X-Trace", 'input["X-Trace"]']],
  );
  assert.deepEqual(
    read?.responses.map(({ status }) => status),
    [200],
  );
  assert.equal(make?.input.body?.set.shapes[make.input.body.set.root]?.kind, "object");
});

test("what a document cannot say of an operation stands under its name in the spec, and goes over it", () => {
  const openapiLine = "  openapi: { document: schemas/till.openapi.json, operations: [readSale, makeSale] }";
  const sources = { "schemas/till.openapi.json": JSON.stringify(openapi) };
  const plan = planOf({
    ...sources,
    "spec.yaml": system(
      `${openapiLine}\n  operations: { makeSale: { idempotent: { header: X-Once } }, readSale: { idempotent: false } }`,
    ),
  });
  const [make, read] = plan.systems[0]?.operations ?? [];
  assert.deepEqual(make?.idempotent, { by: "header", header: "X-Once" });
  assert.equal(make?.input.body?.set.shapes[make.input.body.set.root]?.kind, "object");
  assert.deepEqual(read?.idempotent, { by: "nothing" });
  assert.equal(read?.headers.length, 1);
  for (const wrong of [
    "makeSole: { idempotent: true }",
    "makeSale: { parameters: { id: { type: string } } }",
  ]) {
    const { diagnostics } = compile({
      ...sources,
      "spec.yaml": system(`${openapiLine}\n  operations: { ${wrong} }`),
    });
    assert.deepEqual(
      diagnostics.map(({ code, message }) => [code, message]),
      [["WB1105", `\`request\` is missing in \`${wrong.slice(0, 8)}\`.`]],
    );
  }
});

test("an operation that a document does not have is reported with the near miss", () => {
  const { diagnostics } = compile({
    "spec.yaml": system("  openapi: { document: till.openapi.json, operations: [readSales] }"),
    "till.openapi.json": JSON.stringify(openapi),
  });
  assert.deepEqual(
    diagnostics.map(({ code, help }) => [code, help]),
    [["WB1204", 'Did you mean "readSale"?']],
  );
});
