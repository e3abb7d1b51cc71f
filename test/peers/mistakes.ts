/** One mistake as each tool's users would write it: what stands there, and what is written instead. */
export interface PeerMistake {
  readonly says: string;
  /** In the estate `test/compiler/corpus/solvang`. */
  readonly waybill: readonly [file: string, right: string, wrong: string];
  readonly typescript: Edit;
  readonly benthos: Edit;
  readonly camel: Edit;
}

export type Edit = readonly [right: string, wrong: string];

const shop = "shop/shopware.yaml";
const erp = "erp/d365.yaml";
const wms = "wms/ongoing.yaml";

export const mistakes: readonly PeerMistake[] = [
  {
    says: "an expression without its closing bracket",
    waybill: [erp, "=truncate(order.customer.name, 100)", "=truncate(order.customer.name, 100"],
    typescript: [".slice(0, 100)", ".slice(0, 100"],
    benthos: [".slice(0, 100)", ".slice(0, 100"],
    camel: ["${body[currency]}", "${body[currency]"],
  },
  {
    says: "a function that does not exist",
    waybill: [erp, "=truncate(order.customer.name, 100)", "=trunc(order.customer.name, 100)"],
    typescript: [".slice(0, 100)", ".truncate(100)"],
    benthos: [".slice(0, 100)", ".truncate(100)"],
    camel: ["${date-with-timezone:", "${date-in-zone:"],
  },
  {
    says: "a misspelt word of the tool itself",
    waybill: [erp, "  to: d365.createSalesOrder\n", "  too: d365.createSalesOrder\n"],
    typescript: ["export function", "export functon"],
    benthos: ["    verb: POST", "    verv: POST"],
    camel: ["?httpMethod=POST", "?httpMehod=POST"],
  },
  {
    says: "a field that the source does not have",
    waybill: [erp, "=order.customer.number", "=order.customer.nummer"],
    typescript: ["order.customer.customerNumber", "order.customer.customerNummer"],
    benthos: ["this.customer.customerNumber", "this.customer.customerNummer"],
    camel: ["${body[customer][customerNumber]}", "${body[customer][customerNummer]}"],
  },
  {
    says: "a field that the target does not have",
    waybill: [erp, "    DeliveryZipCode:", "    DeliveryZip:"],
    typescript: ["    Remark:", "    Remarks:"],
    benthos: ["root.Remark =", "root.Remarks ="],
    camel: ['"Remark"', '"Remarks"'],
  },
  {
    says: "a required field left out",
    waybill: [erp, "    CurrencyCode: =order.total.currency\n", ""],
    typescript: ["    CurrencyCode: order.currency,\n", ""],
    benthos: ["        root.CurrencyCode = this.currency\n", ""],
    camel: ['          "CurrencyCode": "${body[currency]}",\n', ""],
  },
  {
    says: "a value of the source without a case",
    waybill: [shop, ", clickAndCollect: web }", " }"],
    typescript: ['  clickAndCollect: "WEB",\n', ""],
    benthos: ['            this == "clickAndCollect" => "WEB"\n', ""],
    camel: [
      `      <when>
        <simple>\${body[channel]} == 'clickAndCollect'</simple>
        <setProperty name="origin"><constant>WEB</constant></setProperty>
      </when>
`,
      "",
    ],
  },
  {
    says: "a case for a value that the source never has",
    waybill: [shop, "{ storefront: web, app: app", "{ storfront: web, app: app"],
    typescript: ['  storefront: "WEB"', '  storfront: "WEB"'],
    benthos: ['this == "storefront"', 'this == "storfront"'],
    camel: ["== 'storefront'", "== 'storfront'"],
  },
  {
    says: "a value that the target does not know",
    waybill: [erp, "app: APP", "app: MOB"],
    typescript: ['app: "APP"', 'app: "MOB"'],
    benthos: ['=> "APP"', '=> "MOB"'],
    camel: ["<constant>APP</constant>", "<constant>MOB</constant>"],
  },
  {
    says: "text longer than its target",
    waybill: [erp, "=truncate(order.customer.name, 100)", "=order.customer.name"],
    typescript: [".slice(0, 100)", ""],
    benthos: [".slice(0, 100)", ""],
    camel: [
      "${substring(0,100,'${body[customer][firstName]} ${body[customer][lastName]}')}",
      "${body[customer][firstName]} ${body[customer][lastName]}",
    ],
  },
  {
    says: "text that nothing limits in a limited field",
    waybill: [shop, "=truncate(web.customerComment, 120)", "=web.customerComment"],
    typescript: ['(order.customerComment ?? "").slice(0, 120)', 'order.customerComment ?? ""'],
    benthos: ['(this.customerComment | "").slice(0, 120)', 'this.customerComment | ""'],
    camel: ["${substring(0,120,${body[customerComment]})}", "${body[customerComment]}"],
  },
  {
    says: "a constant longer than its field",
    waybill: [erp, "dataAreaId: no01", "dataAreaId: no-01-oslo"],
    typescript: ['"no01"', '"no-01-oslo"'],
    benthos: ['"no01"', '"no-01-oslo"'],
    camel: ['"no01"', '"no-01-oslo"'],
  },
  {
    says: "null into a required field",
    waybill: [shop, "=item.productNumber", "=item.lot"],
    typescript: ["line.productNumber", "line.lot"],
    benthos: ["line.value.productNumber", "line.value.lot"],
    camel: ["${body[customer][customerNumber]}", "${body[requestedDate]}"],
  },
  {
    says: "a number outside its target's range",
    waybill: [erp, "LineNumber: =line.lineNumber", "LineNumber: =line.lineNumber * 100"],
    typescript: ["index + 1", "(index + 1) * 1000"],
    benthos: ["line.index + 1", "(line.index + 1) * 1000"],
    camel: ["${bean:lines?method=all(", "${bean:lines?method=allTimesThousand("],
  },
  {
    says: "an amount in binary floating point",
    waybill: [
      shop,
      "=money(web.amountTotal, web.currency)",
      "=money(multiply(web.amountNet, web.taxRate ?? 1.25), web.currency)",
    ],
    typescript: ["OrderTotal: order.amountTotal", "OrderTotal: order.amountTotal * 1.25"],
    benthos: ["root.OrderTotal = this.amountTotal", "root.OrderTotal = this.amountTotal * 1.25"],
    camel: ["${body[amountTotal]}", "${bean:money?method=times(${body[amountTotal]},1.25)}"],
  },
  {
    says: "money of two currencies added",
    waybill: [
      shop,
      "=money(web.amountTotal, web.currency)",
      '\'=add(money(web.amountNet, "NOK"), money(web.shippingTotal, "SEK"))\'',
    ],
    typescript: [
      "OrderTotal: order.amountTotal",
      'OrderTotal: add({ amount: order.amountTotal, currency: "NOK" }, { amount: 49, currency: "SEK" })',
    ],
    benthos: [
      "root.OrderTotal = this.amountTotal",
      'root.OrderTotal = [{"amount": this.amountTotal, "currency": "NOK"}, {"amount": 49, "currency": "SEK"}].map_each(m -> m.amount).sum()',
    ],
    camel: ["${body[amountTotal]}", "${bean:money?method=add(${body[amountTotal]},'NOK',49,'SEK')}"],
  },
  {
    says: "decimal places dropped without saying how",
    waybill: ["orders/routes.yaml", '=round(dispatch.grossWeight, 3, "halfUp")', "=dispatch.grossWeight"],
    typescript: ["Math.round((line.weight ?? 0) * 1000)", "(line.weight ?? 0) * 1000"],
    benthos: ["((line.value.weight | 0) * 1000).round()", "(line.value.weight | 0) * 1000"],
    camel: ["${bean:lines?method=all(", "${bean:lines?method=allUnrounded("],
  },
  {
    says: "a zone dropped from a point in time",
    waybill: [
      erp,
      'OrderCreationDate: =dateIn(order.placedAt, "Europe/Oslo")',
      "OrderCreationDate: =truncate(text(order.placedAt), 10)",
    ],
    typescript: ["dateInOslo(order.orderDateTime)", "order.orderDateTime.slice(0, 10)"],
    benthos: ['.ts_tz("Europe/Oslo").ts_format("2006-01-02")', ".slice(0, 10)"],
    camel: ["${exchangeProperty.day}", "${substring(0,10,${body[orderDateTime]})}"],
  },
  {
    says: "a date read as a point in time",
    waybill: [shop, "=instant(web.orderDateTime)", "=instant(web.orderDate)"],
    typescript: ["dateInOslo(order.orderDateTime)", "dateInOslo(order.orderDate)"],
    benthos: ["this.orderDateTime.ts_tz", "this.orderDate.ts_tz"],
    camel: [
      "${bean:clock?method=parse(${body[orderDateTime]})}",
      "${bean:clock?method=parse(${body[orderDate]})}",
    ],
  },
  {
    says: "kilograms where grams are wanted",
    waybill: [wms, '=round(multiply(line.weight, "1000"), 0, "up")', '=round(line.weight, 0, "up")'],
    typescript: ["Math.round((line.weight ?? 0) * 1000)", "Math.round(line.weight ?? 0)"],
    benthos: ["((line.value.weight | 0) * 1000).round()", "(line.value.weight | 0).round()"],
    camel: ["${bean:lines?method=all(", "${bean:lines?method=allInKilograms("],
  },
  {
    says: "a list that may be empty where one item is required",
    waybill: [shop, "each: =web.lineItems", 'each: =web.lineItems.filter(item => item.type == "product")'],
    typescript: ["order.lineItems.map(", 'order.lineItems.filter(({ type }) => type === "product").map('],
    benthos: [
      "this.lineItems.enumerated()",
      'this.lineItems.filter(line -> line.type == "product").enumerated()',
    ],
    camel: ["${bean:lines?method=all(", "${bean:lines?method=products("],
  },
  {
    says: "the wrong column of a table of codes",
    waybill: [erp, "      to: d365\n", "      to: ongoing\n"],
    typescript: ["return country.erp", "return country.wms"],
    benthos: [".erp\n", ".wms\n"],
    camel: ["[erp]}", "[wms]}"],
  },
  {
    says: "health data into a system that is not cleared for it",
    waybill: [
      wms,
      "orderRemark: =order.comment",
      'orderRemark: =truncate(join(order.lines.map(line => line.prescription), ", "), 200)',
    ],
    typescript: [
      'Remark: (order.customerComment ?? "").slice(0, 120)',
      'Remark: order.lineItems.map(({ prescription }) => prescription ?? "").join(", ").slice(0, 120)',
    ],
    benthos: [
      '(this.customerComment | "").slice(0, 120)',
      'this.lineItems.map_each(line -> line.prescription | "").join(", ").slice(0, 120)',
    ],
    camel: [
      "${substring(0,120,${body[customerComment]})}",
      "${substring(0,120,${body[lineItems][0][prescription]})}",
    ],
  },
  {
    says: "two values of the source become one, and one of the target's never arises",
    waybill: [wms, "ambient: 1, cold: 2", "ambient: 1, cold: 1"],
    typescript: ['app: "APP"', 'app: "WEB"'],
    benthos: ['this == "app" => "APP"', 'this == "app" => "WEB"'],
    camel: ["<constant>APP</constant>", "<constant>WEB</constant>"],
  },
  {
    says: "hundredths of a unit of money taken for whole units",
    waybill: [
      "payments/nets.yaml",
      "fromMinorUnits(line.amount, payout.currency).amount",
      "decimal(line.amount)",
    ],
    typescript: ["OrderTotal: order.amountTotal", "OrderTotal: order.amountTotal / 100"],
    benthos: ["root.OrderTotal = this.amountTotal", "root.OrderTotal = this.amountTotal / 100"],
    camel: ["${body[amountTotal]}", "${bean:money?method=hundredth(${body[amountTotal]})}"],
  },
  {
    says: "two values of the source become one, where another mapping gives what is left over",
    waybill: [shop, "cool: cold, frozen: frozen", "cool: ambient, frozen: frozen"],
    typescript: ['clickAndCollect: "WEB"', 'clickAndCollect: "APP"'],
    benthos: ['this == "clickAndCollect" => "WEB"', 'this == "clickAndCollect" => "APP"'],
    camel: [
      "<simple>${body[channel]} == 'clickAndCollect'</simple>\n        <setProperty name=\"origin\"><constant>WEB</constant>",
      "<simple>${body[channel]} == 'clickAndCollect'</simple>\n        <setProperty name=\"origin\"><constant>APP</constant>",
    ],
  },
];
