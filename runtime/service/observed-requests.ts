import type { ServerOptions } from "../edge/server.ts";
import type { Counter, Histogram, Metrics } from "../telemetry/metrics.ts";

/** Answers as they are counted and timed: by the address of the route, never by the path that was asked for, of which there is no end. */
export function requestMetrics(metrics: Metrics): ServerOptions["onAnswer"] {
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  return ({ method, route: address = "none", status, ms }) => {
    const key = `${method} ${status} ${address}`;
    let counter = counters.get(key);
    if (!counter) {
      const known = methods.has(method) ? method : "other";
      counter = metrics.counter("waybill_http_requests_total", {
        method: known,
        address,
        status: String(status),
      });
      if (known === method) counters.set(key, counter);
    }
    counter.add();
    let histogram = histograms.get(address);
    if (!histogram) {
      histogram = metrics.histogram("waybill_http_request_duration_seconds", { address });
      histograms.set(address, histogram);
    }
    histogram.observe(ms / 1000);
  };
}

/** Node knows forty more, and a sender chooses. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
