import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "./flow.ts";

const source = `name: { type: string, maxLength: 30 }
nick?: { type: string, maxLength: 12 }
any: { type: string }
at: { type: string, format: date-time }
held: { $ref: "waybill:instant" }
day: { type: string, format: date }
kg: { $ref: "waybill:decimal", x-unit: kg, multipleOf: 0.001 }
g?: { $ref: "waybill:decimal", x-unit: g, multipleOf: 1 }
rate: { type: number }
price: { $ref: "waybill:decimal", multipleOf: 0.01, minimum: 0, maximum: 1000 }
nok: { $ref: "waybill:money" }
eur: { type: object, required: [amount, currency], properties: { amount: { $ref: "waybill:decimal" }, currency: { const: EUR } } }
kind: { enum: [a, b, c] }
qty: { type: integer, minimum: 1, maximum: 50 }
big: { type: integer, minimum: 1, maximum: 5000 }
tags: { type: array, items: { type: string, maxLength: 8 } }
lines: { type: array, minItems: 1, maxItems: 5, items: { type: object, required: [sku, net, qty], properties: { sku: { type: string, maxLength: 18 }, alt: { type: [string, "null"], maxLength: 40 }, net: { $ref: "waybill:decimal", multipleOf: 0.01 }, qty: { type: integer, minimum: 1, maximum: 50, x-unit: each }, kg: { $ref: "waybill:decimal", x-unit: kg } } } }`;

/** A target, and expressions into it, each with all that is told of it: the code and the very text that it points to. */
const trials: readonly (readonly [
  target: string,
  expressions: readonly (readonly [string, ...string[]])[],
])[] = [
  [
    "{ type: string, maxLength: 18 }",
    [
      ["=sale.lines.find(l => l.qty > 1)?.alt ?? 'x'", "WB2210 =sale.lines.find(l => l.qty > 1)?.alt ?? 'x'"],
      [
        "=sale.lines.map(l => l.alt ?? l.sku)[0] ?? ''",
        "WB2210 =sale.lines.map(l => l.alt ?? l.sku)[0] ?? ''",
      ],
      [
        "=first(sortBy(sale.lines, l => l.sku))?.alt ?? ''",
        "WB2210 =first(sortBy(sale.lines, l => l.sku))?.alt ?? ''",
      ],
      ["=last(sale.lines.filter(l => present(l.alt)))?.sku ?? ''"],
      [
        "=findBy(sale.lines, l => l.sku, sale.name)?.alt ?? '-'",
        "WB2210 =findBy(sale.lines, l => l.sku, sale.name)?.alt ?? '-'",
      ],
      [
        "=groupBy(sale.lines, l => l.alt ?? l.sku)[0]?.key ?? ''",
        "WB2210 =groupBy(sale.lines, l => l.alt ?? l.sku)[0]?.key ?? ''",
      ],
      [
        "=(sale.kind == 'a' ? { x: sale.name } : { x: 'n' }).x",
        "WB2210 =(sale.kind == 'a' ? { x: sale.name } : { x: 'n' }).x",
      ],
      ["={ ...sale.lines[0], sku: sale.name }.sku", "WB2210 ={ ...sale.lines[0], sku: sale.name }.sku"],
      ["=[sale.name, 'x'][0] ?? ''", "WB2210 =[sale.name, 'x'][0] ?? ''"],
      ["=required(sale.nick, 'n') "],
      ["=required(sale.lines[0]?.alt, 'n')", "WB2210 =required(sale.lines[0]?.alt, 'n')"],
      ["=upper(trim(sale.name))", "WB2210 =upper(trim(sale.name))"],
      [
        "=sale.kind == 'a' ? (sale.nick ?? sale.name) : 'b'",
        "WB2210 =sale.kind == 'a' ? (sale.nick ?? sale.name) : 'b'",
      ],
      ["=replace(sale.name, ' ', '')", "WB2210 =replace(sale.name, ' ', '')"],
      ["=truncate(sale.name, sale.qty)", "WB2210 =truncate(sale.name, sale.qty)"],
      ["=`${truncate(sale.name, 10)}-${sale.qty}`"],
      ["=`${truncate(sale.name, 10)}-${sale.big}-${sale.qty}`"],
      [
        "=`${truncate(sale.name, 10)}-${sale.big}-${sale.qty}-`",
        "WB2210 =`${truncate(sale.name, 10)}-${sale.big}-${sale.qty}-`",
      ],
    ],
  ],
  [
    "{ type: string, format: date }",
    [
      ["=sale.kind == 'a' ? sale.at : sale.day", "WB2224 =sale.kind == 'a' ? sale.at : sale.day"],
      ["=date(sale.at)", "WB2224 sale.at"],
      ["=formatInstant(sale.held, 'yyyy-MM-dd', 'Europe/Oslo')"],
      [
        "=(sale.kind == 'a' ? { d: sale.at } : { d: sale.day }).d",
        "WB2224 =(sale.kind == 'a' ? { d: sale.at } : { d: sale.day }).d",
      ],
    ],
  ],
  [
    "{ type: string, maxLength: 10 }",
    [
      ["=substring(text(sale.held), 0, 10)", "WB2224 substring(text(sale.held), 0, 10)"],
      ["=[sale.at].map(x => truncate(x, 10))[0] ?? ''", "WB2224 truncate(x, 10)"],
    ],
  ],
  [
    "{ $ref: 'waybill:instant' }",
    [
      ["=sale.kind == 'a' ? instant(sale.day) : sale.held", "WB2223 sale.day"],
      ["=[sale.day].map(x => instant(x))[0] ?? sale.held", "WB2223 x"],
    ],
  ],
  [
    "{ $ref: 'waybill:decimal', x-unit: g }",
    [
      ["=sum(sale.lines.map(l => l.kg ?? '0'))", "WB2222 =sum(sale.lines.map(l => l.kg ?? '0'))"],
      ["=multiply(sum(compact(sale.lines.map(l => l.kg))), '1000')"],
      ["=sum(sale.lines.map(l => multiply(l.kg ?? '0', '1000')))"],
      [
        "=sum(sale.lines.map(l => multiply(l.kg ?? '0', '100')))",
        "WB2222 =sum(sale.lines.map(l => multiply(l.kg ?? '0', '100')))",
      ],
    ],
  ],
  [
    "{ $ref: 'waybill:decimal', x-unit: kg }",
    [
      ["=add(sale.kg, sale.g ?? '0')", "WB2222 add(sale.kg, sale.g ?? '0')"],
      ["=maximum(sale.kg, sale.g ?? '0')", "WB2222 maximum(sale.kg, sale.g ?? '0')"],
      ["=add(sale.kg, divide(sale.g ?? '0', '1000', 3, 'up'))"],
    ],
  ],
  [
    "{ $ref: 'waybill:decimal', multipleOf: 0.01 }",
    [
      ["=sale.kind == 'a' ? sale.kg : sale.price", "WB2220 =sale.kind == 'a' ? sale.kg : sale.price"],
      [
        "=sum(sale.lines.map(l => multiply(l.net, '0.5')))",
        "WB2220 =sum(sale.lines.map(l => multiply(l.net, '0.5')))",
      ],
      ["=round(sum(sale.lines.map(l => multiply(l.net, '0.5'))), 2, 'halfUp')"],
      ["=multiply(sale.price, sale.qty)"],
    ],
  ],
  ["{ $ref: 'waybill:decimal', multipleOf: 0.01, maximum: 50000 }", [["=multiply(sale.price, sale.qty)"]]],
  [
    "{ $ref: 'waybill:decimal', multipleOf: 0.01, maximum: 49999 }",
    [["=multiply(sale.price, sale.qty)", "WB2219 =multiply(sale.price, sale.qty)"]],
  ],
  [
    "{ $ref: 'waybill:money' }",
    [
      ["=money(sale.rate, 'EUR')", "WB2007 sale.rate"],
      ["=money(sale.kind == 'a' ? sale.rate : sale.price, 'EUR')", "WB2007 sale.rate"],
      ["=money([sale.rate][0] ?? '0', 'EUR')", "WB2007 [sale.rate][0]"],
      ["=money(sum(sale.lines.map(l => l.qty > 9 ? 9 : l.qty)), 'EUR')"],
      ["=sale.kind == 'a' ? add(money('1','EUR'), money('1','NOK')) : sale.nok", "WB2008 money('1','NOK')"],
      ["=add(sale.nok, money('1', 'NOK'))", "WB2228 add(sale.nok, money('1', 'NOK'))"],
    ],
  ],
  [
    "{ type: array, minItems: 1, items: { type: string } }",
    [
      ["=sale.tags.concat(sale.tags)", "WB2221 =sale.tags.concat(sale.tags)"],
      ["=split(sale.any, ',')"],
      ["=sale.tags.length > 0 ? sale.tags : [sale.any]"],
      ["=sale.kind == 'a' ? sale.tags : ['x']", "WB2221 =sale.kind == 'a' ? sale.tags : ['x']"],
      ["=compact([sale.nick, sale.name])"],
      ["=compact([sale.nick])", "WB2221 =compact([sale.nick])"],
    ],
  ],
  [
    "{ type: integer, minimum: 1, maximum: 99 }",
    [
      ["=sale.kind == 'a' ? sale.big : sale.qty", "WB2219 =sale.kind == 'a' ? sale.big : sale.qty"],
      ["=[sale.big].find(x => x > 0) ?? 1", "WB2219 =[sale.big].find(x => x > 0) ?? 1"],
      ["=sale.big > 99 ? 99 : sale.big"],
      ["=sale.qty + sale.qty - 1"],
      ["=sale.qty + sale.qty", "WB2219 =sale.qty + sale.qty"],
    ],
  ],
  [
    "{ enum: [x, y, z] }",
    [
      ["=sale.kind == 'a' ? 'x' : sale.kind == 'd' ? 'y' : 'z'", "WB2011 'd'"],
      [
        "=sale.kind == 'a' ? 'x' : sale.kind == 'b' ? 'x' : 'z'",
        "WB2229 =sale.kind == 'a' ? 'x' : sale.kind == 'b' ? 'x' : 'z'",
      ],
      [
        "=sale.kind == 'a' ? 'x' : sale.kind == 'b' ? 'w' : 'z'",
        "WB2004 sale.kind == 'a' ? 'x' : sale.kind == 'b' ? 'w' : 'z'",
      ],
    ],
  ],
  [
    "{ type: object, required: [p, q], properties: { p: { type: string }, q: { type: string } } }",
    [
      ["={ p: sale.any }", "WB2004 { p: sale.any }"],
      ["={ p: sale.any, q: sale.nick }", "WB2005 sale.nick"],
    ],
  ],
  [
    "{ type: object, required: [sku, net, qty], properties: { sku: { type: string }, net: { $ref: 'waybill:decimal' }, qty: { type: integer } } }",
    [["={ ...sale.lines[0], sku: 'x' }", "WB2004 { ...sale.lines[0], sku: 'x' }"]],
  ],
];

for (const [target, expressions] of trials)
  test(`into ${target}, however it is written, a mistake is found where it is and nothing else is told`, () => {
    for (const [expression, ...expected] of expressions) {
      const found = told({ source, target: `out: ${target}`, fields: `out: ${JSON.stringify(expression)}` });
      const pointed = found.map((one) => one.replace(/^(\S+) "(.*)"$/, "$1 $2"));
      assert.deepEqual(pointed, expected, expression);
    }
  });

test("what is mapped list in list is followed to the innermost field", () => {
  const orders =
    "orders: { type: array, minItems: 1, maxItems: 3, items: { type: object, required: [id, lines], properties: { id: { type: string, maxLength: 12 }, lines: { type: array, minItems: 1, maxItems: 50, items: { type: object, required: [sku], properties: { sku: { type: string, maxLength: 18 } } } } } } }";
  const inner = (fields: string) =>
    told({
      source: orders,
      target:
        "out: { type: array, minItems: 1, items: { type: object, required: [rows], properties: { rows: { type: array, minItems: 1, items: { type: object, required: [key, number], properties: { key: { type: string, maxLength: 20 }, number: { type: integer, minimum: 1, maximum: 99 } } } } } } }",
      fields: `out: { each: =sale.orders, as: order, index: i, fields: { rows: { each: =order.lines, as: line, index: j, ${fields} } } }`,
    });
  assert.deepEqual(inner("fields: { key: =line.sku, number: =j + 1 }"), []);
  assert.deepEqual(inner("fields: { key: '=`${order.id}${line.sku}`', number: =j + 1 }"), [
    "WB2210 '=`${order.id}${line.sku}`'",
  ]);
  assert.deepEqual(inner("fields: { key: =line.sku, number: =i * 50 + j + 1 }"), ["WB2219 =i * 50 + j + 1"]);
  assert.deepEqual(inner("where: =line.sku != '', fields: { key: =line.sku, number: =j + 1 }"), [
    "WB2221 =order.lines",
  ]);
});
