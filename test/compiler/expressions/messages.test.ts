import assert from "node:assert/strict";
import { test } from "node:test";
import { check, want } from "./build.ts";

/** One mistake, one message, in words of the domain. */
const mistakes: readonly {
  readonly text: string;
  readonly wanted?: string;
  readonly optional?: boolean;
  readonly code: string;
  readonly place: string;
  readonly says: RegExp;
}[] = [
  {
    text: "=source.nam",
    code: "WB2003",
    place: "9-12",
    says: /`source` has no field `nam`.*Did you mean `name`/,
  },
  { text: "=sorce.name", code: "WB2002", place: "2-7", says: /no `sorce` here.*Did you mean `source`/ },
  { text: "=text(sorce.name)", code: "WB2002", place: "7-12", says: /Did you mean `source`/ },
  { text: "=tex(source.name)", code: "WB2002", place: "2-5", says: /no function `tex`.*Did you mean `text`/ },
  { text: "=source.name.toUpperCase()", code: "WB2003", place: "14-25", says: /Use `upper\(…\)`/ },
  {
    text: "=source.total > 0.5",
    code: "WB2006",
    place: "2-14",
    says: /Write `compare\(source\.total, "0\.5"\) > 0`/,
  },
  { text: "=-source.total", code: "WB2006", place: "3-15", says: /Write `negate\(source\.total\)`/ },
  {
    text: "=source.placed <= source.placed",
    code: "WB2006",
    place: "2-15",
    says: /Write `!isAfter\(source\.placed, source\.placed\)`/,
  },
  { text: "=source.id.toString()", code: "WB2003", place: "12-20", says: /Use `text\(…\)`/ },
  { text: "=String(source.id)", code: "WB2002", place: "2-8", says: /no function `String`.*Use `text\(…\)`/ },
  { text: '=coalesce(source.email, "x")', code: "WB2002", place: "2-10", says: /Use `a \?\? b`/ },
  { text: "=now()", code: "WB2002", place: "2-5", says: /`message.time`/ },
  {
    text: "=source.email or null",
    code: "WB2000",
    place: "15-17",
    says: /stands after its end.*`\|\|` stands for `or`/,
  },
  {
    text: "=source.id if source.test else 1",
    code: "WB2000",
    place: "12-14",
    says: /`condition \? one : other`/,
  },
  { text: "=text(source.id", code: "WB2000", place: "15-16", says: /ends too early: '\)' expected/ },
  { text: "=source.line_items[0].name", code: "WB2005", place: "2-22", says: /may be missing/ },
  { text: "=source.address.city", code: "WB2005", place: "2-16", says: /may be missing/ },
  { text: "=source.address?.cty", code: "WB2003", place: "18-21", says: /Did you mean `city`/ },
  {
    text: "=source.email",
    wanted: "string",
    code: "WB2005",
    place: "2-14",
    says: /`x` is required, and `source.email` may be missing/,
  },
  {
    text: "=source.id",
    wanted: "string",
    code: "WB2004",
    place: "2-11",
    says: /wants text, and `source.id` is an integer.*`text\(…\)`/,
  },
  {
    text: "=source.name",
    wanted: "Money",
    code: "WB2004",
    place: "2-13",
    says: /wants money, and `source.name` is text.*`money\(amount, currency\)`/,
  },
  {
    text: "=source.created_at",
    wanted: "Instant",
    code: "WB2004",
    place: "2-19",
    says: /wants an instant.*`instant\(…\)`/,
  },
  {
    text: "=source.name",
    wanted: "Integer",
    code: "WB2004",
    place: "2-13",
    says: /wants an integer.*`integer\(…\)`/,
  },
  {
    text: "='opn'",
    wanted: '"open" | "paid"',
    code: "WB2004",
    place: "2-7",
    says: /one of "open", "paid".*Did you mean "open"/,
  },
  {
    text: "=source.dollars",
    wanted: 'Money<"EUR">',
    code: "WB2004",
    place: "2-16",
    says: /wants money in EUR, and `source.dollars` is money in USD/,
  },
  {
    text: "=add(source.total_text, '1')",
    code: "WB2004",
    place: "6-23",
    says: /`add` takes a decimal or money here.*format: decimal/,
  },
  {
    text: "=round(source.total, 2)",
    code: "WB2010",
    place: "2-24",
    says: /`rounding` is not given.*round\(value: Decimal, places: number, rounding: Rounding\): Decimal`/,
  },
  { text: "=upper('a', 'b')", code: "WB2010", place: "13-16", says: /takes 1 argument and is given 2/ },
  { text: "=round(source.total, 2, 'halfup')", code: "WB2004", place: "25-33", says: /rounding.*halfUp/ },
  {
    text: "=upper(source.total)",
    code: "WB2004",
    place: "8-20",
    says: /takes text here, and `source.total` is a decimal.*`text\(…\)`/,
  },
  {
    text: "=isBefore(source.created_at, source.placed)",
    code: "WB2004",
    place: "11-28",
    says: /takes an instant here.*`instant\(…\)`/,
  },
  { text: "=minorUnits(source.total)", code: "WB2004", place: "13-25", says: /takes money here/ },
  {
    text: "=fail(source.email)",
    code: "WB2005",
    place: "7-19",
    says: /`source.email` may be missing, and `fail` needs text/,
  },
  {
    text: "=sum(source.name)",
    code: "WB2004",
    place: "6-17",
    says: /takes a list of decimals or a list of money/,
  },
  { text: "=first(source.name)", code: "WB2004", place: "8-19", says: /takes a list here/ },
  { text: "=trim", code: "WB2001", place: "2-6", says: /is a function, and is not called/ },
  { text: "=source.line_items.map(trim)", code: "WB2001", place: "24-28", says: /item => trim\(item\)/ },
  { text: "=source.name(1)", code: "WB2001", place: "9-13", says: /not a function/ },
  {
    text: "=source.line_items.filter(l => l.sku)",
    code: "WB2004",
    place: "32-37",
    says: /`filter` wants a boolean/,
  },
  {
    text: "=source",
    wanted: "contracts_order_1.Order",
    code: "WB2004",
    place: "2-8",
    says: /wants an Order; in `source` `orderId`, `lines` are missing/,
  },
  {
    text: "={ sku: 'a', quantiti: 1, quantity: 2 }",
    wanted: "contracts_order_1.Line",
    code: "WB2003",
    place: "14-22",
    says: /no field `quantiti`.*Did you mean `quantity`/,
  },
  {
    text: "={ sku: 1, quantity: 2 }",
    wanted: "contracts_order_1.Line",
    code: "WB2004",
    place: "9-10",
    says: /Field `sku` wants text/,
  },
  {
    text: "={ sku: source.email, quantity: 2 }",
    wanted: "contracts_order_1.Line",
    code: "WB2005",
    place: "9-21",
    says: /Field `sku` is required/,
  },
  {
    text: "={ sku: 'a' }",
    wanted: "contracts_order_1.Line",
    code: "WB2004",
    place: "2-14",
    says: /`quantity` is missing/,
  },
];

for (const { text, wanted, optional, code, place, says } of mistakes) {
  test(`${text}${wanted ? ` for ${wanted}` : ""} is one ${code}, in an architect's words`, () => {
    const { codes, places, messages } = check(
      text,
      wanted === undefined ? undefined : want(wanted, { optional: optional ?? false }),
    );
    assert.deepEqual(codes, [code], messages.join("\n"));
    assert.deepEqual(places, [place]);
    assert.match(messages[0] ?? "", says);
    assert.doesNotMatch(messages[0] ?? "", /waybill\$|e\$\d|undefined|overload|DecimalLike|Maybe/);
  });
}

test("two mistakes in one expression are two problems, and what follows from one is none", () => {
  assert.deepEqual(check("={ a: source.nope, b: sorce.name }").codes, ["WB2003", "WB2002"]);
  assert.deepEqual(check("=sum(source.line_items.map(line => multiply(line.prize, line.quantity)))").codes, [
    "WB2003",
  ]);
  assert.deepEqual(check("=upper(source.nope) + 1").codes, ["WB2003"]);
});

test("a name that a wrong expression binds is silent afterwards", () => {
  const before = [
    {
      do: "expression" as const,
      id: "wrong",
      node: { ...check0("=source.nope"), text: "=source.nope" },
      bind: "order",
    },
  ];
  assert.deepEqual(check("=order.anything.at.all + 1", undefined, before).codes, ["WB2003"]);
  const refused = [{ do: "expression" as const, id: "wrong", node: check0("=new X()"), bind: "order" }];
  assert.deepEqual(check("=order.anything.at.all + 1", undefined, refused).codes, ["WB2001"]);
});

function check0(text: string) {
  return {
    type: "scalar" as const,
    span: { file: "spec.yaml", start: 0, end: text.length },
    text,
    style: "plain" as const,
    offsetAt: (index: number) => index,
  };
}
