import { document, domainOf } from "./spec.ts";

/** A mapping of a webhook's payload to a canonical order, and the route that publishes it. */
export function routeOf(route: number, system: number, contractNumber: number, fields: number): string {
  const domain = domainOf(route);
  const country =
    fields > 30
      ? "=source.shipping_address?.country_code ?? blankToMissing(source.field_0)"
      : "=source.shipping_address?.country_code";
  const mapping = document(
    "Mapping",
    `map-${route}`,
    domain,
    `  from: { source: system-${system}.event${route} }
  to: order-${contractNumber}@1
  fields:
    orderId: =text(source.id)
    placedAt: =instant(source.created_at)
    email: =blankToMissing(source.email)
    country: "${country}"
    total: =money(source.total_price, source.currency)
    lines:
      each: =source.line_items
      as: line
      fields:
        lineId: =text(line.id)
        sku: =blankToMissing(line.sku)
        quantity: =decimal(line.quantity)
        net: =money(multiply(line.price, line.quantity), source.currency)
    paymentStatus:
      match: =source.status
      cases: { paid: captured, pending: open, voided: cancelled }
`,
  );
  const steps = `  class: intake
  policy: intake
  trigger: { webhook: system-${system}.event${route} }
  key: =message.id
  lane: =text(message.data.id)
  load: { steady: 6/m, peak: 1/s, lasting: 10m }
  steps:
    - { name: order, map: map-${route}, with: { source: =message.data } }
    - { name: told, publish: order-${contractNumber}@1, with: =order }
`;
  return `${mapping}---\n${document("Route", `route-${route}`, domain, steps)}`;
}

/** What an order starts: a look-up, a choice, a person, a call that is undone when the next step is refused, a wait, an event. */
export function followingRoute(route: number, system: number, number: number): string {
  return document(
    "Route",
    `route-${route}`,
    domainOf(route),
    `  class: settling
  policy: intake
  trigger: { event: { of: order-${number}@1 } }
  lane: =message.data.orderId
  steps:
    - { when: =message.data.paymentStatus == "cancelled", end: cancelled }
    - { name: place, lookup: places-${system}, from: { shop: =message.data.country ?? "" }, to: warehouse, whenMissing: omit }
    - name: review
      when: =compare(message.data.total.amount, "5000") > 0
      approve: { role: team-finance, within: 4h, show: { order: =message.data.orderId, total: =message.data.total } }
      onReject: [{ end: rejected }]
      onExpiry: [{ end: rejected }]
    - name: settlement
      call: system-${system}.settle
      with: { reference: =message.data.orderId, total: =message.data.total.amount, email: =message.data.email }
      compensate: { call: system-${system}.undo, with: { receipt: =settlement.receipt } }
    - choose:
        - when: =message.data.paymentStatus == "open"
          steps:
            - name: paid
              wait: { event: order-${number}@1, where: =event.orderId == message.data.orderId, within: 2d }
              onExpiry: [{ compensate: all }, { end: unpaid }]
    - { name: told, publish: settled-${number}@1, with: { orderId: =message.data.orderId, receipt: =settlement.receipt, place: =place } }
`,
  );
}
