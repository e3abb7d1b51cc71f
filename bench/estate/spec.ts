/** What the parts of the made-up estate share: how a document is written, and which route lies where. */

export const domains = ["orders", "inventory", "finance", "ecommerce"];

export const domainOf = (route: number) => domains[route % domains.length] ?? "orders";

/** Every fifth is started by an event instead of a webhook. */
export const isFollowing = (route: number) => route % 5 === 4;

export function document(kind: string, name: string, domain: string, spec: string): string {
  return `apiVersion: waybill.dev/v1\nkind: ${kind}\nmetadata: { name: ${name}, domain: ${domain} }\nspec:\n${spec}`;
}

/** From the first, up to but without the second. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
