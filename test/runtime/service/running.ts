import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { sign } from "../../../runtime/edge/signature.ts";
import { startService } from "../../../runtime/service/index.ts";
import { estate, ordersCreate, simulation, type WebOrder } from "./estate.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What a test reads of it is asserted field by field.
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Running {
  readonly url: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A signed order of Shopify's. */
  order(order: Partial<WebOrder>, id: string, headers?: Record<string, string>): Promise<Answer>;
  /** The run's state once it is final. */
  ended(run: string): Promise<Answer["body"]>;
}

/** The hand-written estate, running on a store of its own until the test ends. */
export async function running(test: TestContext, variables: Record<string, string> = {}): Promise<Running> {
  const data = mkdtempSync(join(tmpdir(), "waybill-service-"));
  const service = await startService(estate, {
    port: 0,
    variables: { WAYBILL_DATA: data, ...variables },
    simulation,
    log: () => undefined,
  });
  test.after(async () => {
    await service.close({ drainMs: 1_000 });
    rmSync(data, { recursive: true });
  });
  return callerOf(service.url);
}

/** Somebody who calls a service of the estate. */
export function callerOf(url: string): Running {
  const call: Running["call"] = async (method, path, body, headers = {}) => {
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${url}${path}`, {
      method,
      body: text,
      headers: { ...(text === null ? {} : { "content-type": "application/json" }), ...headers },
    });
    const answer = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(answer) : answer,
    };
  };
  return {
    url,
    call,
    order(order, id, headers = {}) {
      const body = Buffer.from(JSON.stringify(order));
      const signature = ordersCreate.verify
        ? sign(ordersCreate.verify, "local-shopify-webhook", { id, body, url: "", now: Date.now() })
        : {};
      return call("POST", "/webhooks/shopify/ordersCreate", body.toString(), {
        ...signature,
        "x-shopify-webhook-id": id,
        ...headers,
      });
    },
    async ended(run) {
      const until = Date.now() + 10_000;
      for (;;) {
        const { body } = await call("GET", `/runs/${run}`);
        if (["done", "failed", "paused", "cancelled"].includes(body.state) || Date.now() > until) return body;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/** What an operator sends. */
export const admin = { authorization: "Bearer local" };
