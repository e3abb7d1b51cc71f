import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../../compiler/expressions/index.ts";
import { compileSources } from "../../../compiler/passes/index.ts";
import { load } from "../../../compiler/passes/load/index.ts";

/** What an architect gets wrong, in the reference estate, and all that is said of it: code, the text it is about, the help. */
const mistakes: readonly (readonly [
  sentence: string,
  file: string,
  right: string,
  wrong: string,
  code: string,
  about: string,
  help: RegExp,
])[] = [
  [
    "a target field",
    "orders/web-orders.yaml",
    "channel: web\n",
    "chanel: web\n",
    "WB2201",
    "chanel",
    /`channel`/,
  ],
  [
    "a source field",
    "orders/web-orders.yaml",
    "source.checkout_token",
    "source.checkout_tokn",
    "WB2003",
    "checkout_tokn",
    /`checkout_token`/,
  ],
  ["a step's name", "orders/web-orders.yaml", "with: =order,", "with: =ordr,", "WB2002", "ordr", /`order`/],
  ["a step's kind", "orders/web-orders.yaml", ", map: shopify", ", mapp: shopify", "WB1104", "mapp", /`map`/],
  [
    "a policy",
    "orders/web-orders.yaml",
    "policy: financial-posting",
    "policy: financial-postng",
    "WB1202",
    "financial-postng",
    /financial-posting/,
  ],
  [
    "a system",
    "orders/web-orders.yaml",
    "webhook: shopify.",
    "webhook: shopfy.",
    "WB1202",
    "shopfy",
    /shopify/,
  ],
  [
    "a webhook",
    "orders/web-orders.yaml",
    "webhook: shopify.ordersCreate",
    "webhook: shopify.orderCreate",
    "WB1204",
    "orderCreate",
    /ordersCreate/,
  ],
  ["a trigger", "orders/web-orders.yaml", "{ webhook:", "{ webhok:", "WB1104", "webhok", /`webhook`/],
  ["a kind", "policies.yaml", "kind: Policy", "kind: Polcy", "WB1102", "Polcy", /`Policy`/],
  [
    "a word of a list of words",
    "orders/contracts.yaml",
    "lifecycle: active",
    "lifecycle: actve",
    "WB1107",
    "actve",
    /`active`/,
  ],
  [
    "a required field that is left out",
    "orders/web-orders.yaml",
    "    total: =money(source.total_price, source.currency)\n",
    "",
    "WB2202",
    "fields",
    /total/,
  ],
  [
    "text where money belongs",
    "orders/web-orders.yaml",
    "=money(source.total_price, source.currency)",
    "=source.total_price",
    "WB2004",
    "source.total_price",
    /money\(/,
  ],
  [
    "two prices added as text",
    "orders/web-orders.yaml",
    "money(source.total_price,",
    "money(source.total_price + source.total_tax,",
    "WB2006",
    "source.total_price",
    /add\(/,
  ],
  [
    "an expression in braces without quotes",
    "finance/sales-orders.yaml",
    'when: =input.country == "NL" || input.country == "GB"',
    'when: =["NL", "GB"].includes(input.country)',
    "WB1013",
    '=["NL", "GB"].includes(input.country)',
    /'=\["NL", "GB"\]/,
  ],
  ["a line indented too much", "policies.yaml", "  retry: ", "   retry: ", "WB1010", "retry", /Indent/],
  [
    "a line indented too little",
    "policies.yaml",
    "  retry: ",
    " retry: ",
    "WB1010",
    "retry",
    /same number of spaces/,
  ],
  ["a tab", "policies.yaml", "  retry: ", "\tretry: ", "WB1011", "\t", /spaces/],
  [
    "a key that stands twice",
    "policies.yaml",
    "  concurrency: 10\n",
    "  concurrency: 10\n  concurrency: 12\n",
    "WB1012",
    "concurrency",
    /Remove/,
  ],
  [
    "a quote that is not closed",
    "orders/web-orders.yaml",
    "channel: web\n",
    'channel: "web\n',
    "WB1010",
    '"',
    /end/,
  ],
  [
    "a bracket that is not closed",
    "policies.yaml",
    "unknown], attempts: 10",
    "unknown, attempts: 10",
    "WB1010",
    "[",
    /`\]`/,
  ],
  [
    "a brace that is not closed",
    "policies.yaml",
    "idempotency: { retention: 120d }",
    "idempotency: { retention: 120d",
    "WB1010",
    "{",
    /`\}`/,
  ],
  [
    "a missing colon",
    "policies.yaml",
    "concurrency: 10",
    "concurrency 10",
    "WB1010",
    "concurrency 10",
    /`concurrency: 10`/,
  ],
  [
    "a colon without a space",
    "policies.yaml",
    "concurrency: 10",
    "concurrency:10",
    "WB1010",
    "concurrency:10",
    /`concurrency: 10`/,
  ],
  [
    "a list's item without its dash",
    "orders/web-orders.yaml",
    "    - { name: accepted, publish",
    "    { name: accepted, publish",
    "WB1010",
    "{ name",
    /items of a list/,
  ],
  ["a missing kind", "orders/web-orders.yaml", "kind: Route\n", "", "WB1105", "apiVersion", /`kind:`/],
  ["a missing name", "policies.yaml", "  name: order-intake\n", "", "WB1105", "domain", /`name:`/],
  [
    "a case of a match",
    "orders/web-orders.yaml",
    "voided: cancelled",
    "voidd: cancelled",
    "WB2204",
    "voidd",
    /`voided`/,
  ],
  [
    "a word where a number belongs",
    "policies.yaml",
    "concurrency: 10",
    "concurrency: ten",
    "WB1106",
    "ten",
    /^$/,
  ],
];

const estate = load("integrations").output;
const checker = createChecker();

for (const [sentence, path, right, wrong, code, about, help] of mistakes) {
  test(`one mistake is one diagnostic: ${sentence}`, () => {
    const text = estate.get(path)?.text ?? "";
    assert.ok(text.includes(right), `${path} still says ${right}`);
    const sources = new Map([...estate, [path, { path, text: text.replace(right, () => wrong) }]]);
    const { diagnostics } = compileSources(sources, { until: "lint", today: "2026-11-24", checker });
    const told = diagnostics.map((each) => {
      const { file, start, end } = each.span;
      return { code: each.code, file, about: sources.get(file)?.text.slice(start, end) };
    });
    assert.deepEqual(told, [{ code, file: path, about }]);
    assert.match(diagnostics[0]?.help ?? "", help);
  });
}
