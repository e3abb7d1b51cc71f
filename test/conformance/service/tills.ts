import type { Contract, Estate, Operation, Policy, Route, System } from "../../../runtime/index.ts";

/** An estate by hand, as the compiler generates them: what tills sell is published, and entered in the books in the order of each till. */

export interface Sale {
  readonly till: string;
  /** Counts the sales of a till, from 0. */
  readonly number: number;
  readonly customer?: string;
}

const at = { file: "shops/tills.yaml", line: 1 };

const sale: Contract<Sale> = {
  name: "sold@1",
  key: ({ till }) => till,
  personal: [["customer"]],
  validate: Object.assign(
    (data: unknown): data is Sale =>
      typeof data === "object" && data !== null && "till" in data && "number" in data,
    { errors: [{ instancePath: "", keyword: "required", params: { missingProperty: "till" } }] },
  ),
};

const policy: Policy = {
  name: "steady",
  timeoutMs: 10_000,
  retry: {
    on: ["transient", "throttled", "unknown"],
    attempts: 100,
    initialMs: 200,
    factor: 1,
    maxMs: 200,
    jitter: "none",
  },
  idempotencyMs: 3_600_000,
  deadLetter: { owner: "finance", lane: "pass", retentionMs: 3_600_000 },
};

/** Its address is `WAYBILL_SYSTEM_BOOKS_URL`. */
const books: System = { name: "books", at, type: "erp", endpoints: {}, failures: {} };

const enter: Operation<Sale, unknown> = {
  kind: "operation",
  system: books,
  name: "enter",
  at,
  request: (body) => ({ method: "POST", path: "/entries", body: { ...body } }),
  responses: { 200: sale },
  idempotent: { by: "header", header: "Idempotency-Key" },
};

const sold = { type: "sold@1", contract: sale };

const sell: Route<Sale> = {
  name: "sell",
  at,
  trigger: { kind: "http", method: "POST", path: "/sales", request: sale, synchronous: false },
  policy,
  key: ({ data }) => `${data.till} ${data.number}`,
  lane: ({ data }) => data.till,
  graph: [{ name: "told", kind: "publish", output: "" }],
  async run(run, { data }) {
    await run.publish({ name: "told", at }, sold, data);
    return run.end("sold");
  },
};

const book: Route<Sale> = {
  name: "book",
  at,
  trigger: { kind: "event", event: sold, from: "now" },
  policy,
  graph: [{ name: "entered", kind: "call", output: "" }],
  async run(run, { data }) {
    await run.call({ name: "entered", at }, enter, data);
    return run.end("booked");
  },
};

export const tills: Estate = {
  name: "tills",
  build: "1",
  services: [{ name: "tills", routes: [sell, book] }],
  systems: [books],
  webhooks: [],
  openapi: { openapi: "3.1.0" },
};
