import type { Share } from "./arrivals.ts";

/** `40/s`, `6/m`, `2/h`: the unit in which it is at least one. */
export function rateText(perSecond: number): string {
  const [each, unit] = perSecond >= 1 ? [1, "s"] : perSecond * 60 >= 1 ? [60, "m"] : [3_600, "h"];
  return `${Number((perSecond * each).toPrecision(3))}/${unit}`;
}

/** `take-web-order` 5/s + `settle` 2/s × 100 lines: what each route asks, the most first. */
export function sharesText(shares: readonly Share[], when: "steady" | "peak", most = 5): string {
  const sorted = shares.toSorted((left, right) => right[when] - left[when]);
  const shown = sorted.slice(0, most).map((share) => shareText(share, when));
  const rest = sorted.slice(most).reduce((sum, share) => sum + share[when], 0);
  return [...shown, ...(sorted.length > most ? [`others ${rateText(rest)}`] : [])].join(" + ");
}

function shareText({ route, step, each, ...rates }: Share, when: "steady" | "peak"): string {
  const name = `\`${route.metadata.name}\`${step.spec.name === undefined ? "" : ` (\`${step.spec.name}\`)`}`;
  const rate = rates[when];
  return each > 1 ? `${name} ${rateText(rate / each)} × ${each} items` : `${name} ${rateText(rate)}`;
}
