import type { Change } from "../../../deploy/automation/changes.ts";
import type { Outcome } from "../../../deploy/automation/index.ts";

/** What happens to one service, or to what all of them share. */
export interface Section {
  /** Absent: the environment. */
  readonly service?: string;
  readonly because: readonly string[];
  readonly changes: readonly Change[];
}

export const words = {
  would: {
    create: "would be made",
    update: "would change",
    replace: "would be replaced",
    delete: "would be removed",
  },
  did: { create: "made", update: "changed", replace: "replaced", delete: "removed" },
} as const;

export type Tense = keyof typeof words;

export const signs = { create: "+", update: "~", replace: "±", delete: "-" } as const;

/** By service, in the order of the changes; only those to which something happens. */
export function sectionsOf({ changes, reasons }: Pick<Outcome, "changes" | "reasons">): readonly Section[] {
  const services = [
    ...new Set([...changes.map(({ service }) => service), ...reasons.map(({ service }) => service)]),
  ];
  return services.flatMap((service) => {
    const own = changes.filter((change) => change.service === service);
    const because = reasons.find((reason) => reason.service === service)?.because ?? [];
    if (own.length === 0 && because.length === 0) return [];
    return [{ ...(service !== undefined && { service }), because, changes: own }];
  });
}

/** `2 would be made, 1 would change`. */
export function counted(changes: readonly Change[], tense: Tense): string {
  const parts = (["create", "update", "replace", "delete"] as const).flatMap((op) => {
    const count = changes.filter((change) => change.op === op).length;
    return count === 0 ? [] : [`${count} ${words[tense][op]}`];
  });
  return parts.join(", ");
}

export function shown(value: unknown): string {
  return value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
}
