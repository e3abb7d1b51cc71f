import type { ServerOptions } from "../edge/server.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** Answers as they are counted and timed: by the address of the route, never by the path that was asked for, of which there is no end. */
export function requestMetrics(metrics: Metrics): ServerOptions["onAnswer"] {
  return ({ method, route: address = "none", status, ms }) => {
    const known = methods.has(method) ? method : "other";
    metrics.counter("waybill_http_requests_total", { method: known, address, status: String(status) }).add();
    metrics.histogram("waybill_http_request_duration_seconds", { address }).observe(ms / 1000);
  };
}

/** Node knows forty more, and a sender chooses. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
