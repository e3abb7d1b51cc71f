import { contract } from "./contract.ts";
import { followingRoute, routeOf } from "./route.ts";
import { document, domainOf, domains, isFollowing, range } from "./spec.ts";
import { payload, places, systemOf } from "./system.ts";

/**
 * A made-up estate of any size for compile benchmarks: as many routes as asked for. Four of five have a webhook of their own, a typed
 * payload of 8 to 60 fields and a mapping of it to one of the canonical contracts; every fifth is started by such a contract's
 * event, looks up, asks a person, waits, calls a system that can be looked at and undone, and publishes what a process watches.
 * So most rules have something to judge, and nothing to say. The same number gives the same bytes.
 */
export function generateEstate(routes: number): Map<string, string> {
  const random = mulberry32(routes);
  const files = new Map<string, string>();
  const contracts = Math.max(1, Math.floor(routes / 5));
  const systems = Math.max(1, Math.ceil(routes / 10));
  files.set("estate.yaml", estate);
  files.set("policies.yaml", policy);
  for (let number = 0; number < contracts; number++)
    files.set(`contracts/order-${number}.yaml`, contract(number, random));
  for (let number = 0; number < systems; number++) files.set(`systems/places-${number}.yaml`, places(number));
  const shapes = Array.from({ length: routes }, () => 4 + Math.floor(random() * 52));
  for (let system = 0; system < systems; system++) {
    const own = range(system * 10, Math.min(routes, system * 10 + 10));
    files.set(`systems/system-${system}.yaml`, systemOf(system, own));
    for (const route of own) {
      if (isFollowing(route)) {
        const number = Math.floor(route / 5);
        files.set(`domains/${domainOf(route)}/route-${route}.yaml`, followingRoute(route, system, number));
        continue;
      }
      files.set(`systems/schemas/event-${route}.json`, payload(shapes[route] ?? 8));
      files.set(
        `domains/${domainOf(route)}/route-${route}.yaml`,
        routeOf(route, system, Math.floor(route / 5) % contracts, shapes[route] ?? 8),
      );
    }
  }
  for (let service = 0; service * 20 < routes; service++) {
    const names = range(service * 20, Math.min(routes, service * 20 + 20)).map((route) => `route-${route}`);
    files.set(
      `services/service-${service}.yaml`,
      document("Service", `service-${service}`, "orders", `  routes: [${names.join(", ")}]\n`),
    );
  }
  return files;
}

const estate = `apiVersion: waybill.dev/v1
kind: Estate
metadata: { name: bench }
spec:
  domains:
${domains.map((name) => `    ${name}: { owner: team-${name}, criticality: high, recovery: { point: 0s, time: 5m } }`).join("\n")}
  classes:
    intake: { criticality: high, latency: minutes, sensitivity: operational, failureImpact: customer, policy: intake }
    settling: { criticality: high, latency: daily, sensitivity: financial, failureImpact: customer, policy: intake }
  personalData: { contact: [orders, inventory, finance, ecommerce] }
  environments:
    local: { engine: embedded }
`;

const policy = document(
  "Policy",
  "intake",
  "orders",
  `  timeout: 10s
  retry: { on: [transient, throttled, unknown], attempts: 5, backoff: { initial: 1s, factor: 2, max: 5m, jitter: full } }
  breaker: { failures: 5, within: 1m, reset: 30s }
  idempotency: { retention: 120d }
  deadLetter: { owner: team-orders, lane: park, alert: 15m, retention: 90d }
`,
);

/** A small generator of uniform numbers with a seed (Tommy Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
