import { type PlannedResource, wordsFor } from "../plan/resource.ts";

/** One resource that is not as its plan says. */
export interface Change {
  readonly op: "create" | "update" | "replace" | "delete";
  /** Absent: of the whole environment. */
  readonly service?: string;
  readonly kind: string;
  readonly name: string;
  /** What differs; empty where the resource is as a whole made or removed. */
  readonly fields: readonly FieldChange[];
}

export interface FieldChange {
  /** In Kubernetes' words. */
  readonly path: string;
  /** Where it comes from, in the spec's words. */
  readonly says: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What Pulumi tells of one step; the part of `StepEventMetadata` that is read. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old?: { readonly inputs?: unknown; readonly outputs?: unknown };
  readonly new?: { readonly inputs?: unknown };
  readonly diffs?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

const ops: Readonly<Record<string, Change["op"]>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
};

/** Undefined for what is no change of a resource in the cluster. `known` are the resources of the plan before and after. */
export function changeOf(step: Step, known: readonly PlannedResource[]): Change | undefined {
  const op = ops[step.op];
  if (op === undefined || !step.type.startsWith("kubernetes:")) return undefined;
  const id = step.urn.split("::").at(-1) ?? "";
  const planned = known.find((resource) => resource.id === id);
  if (planned === undefined) return undefined;
  const { service, object } = planned;
  return {
    op,
    ...(service !== undefined && { service }),
    kind: object.kind,
    name: object.metadata.name,
    fields: op === "update" || op === "replace" ? fieldsOf(step, planned) : [],
  };
}

function fieldsOf(step: Step, planned: PlannedResource): readonly FieldChange[] {
  const paths = Object.keys(step.detailedDiff ?? {});
  return (paths.length > 0 ? paths : [...(step.diffs ?? [])])
    .filter((path) => !path.includes("pulumi.com/"))
    .sort()
    .map((path) => {
      const before = valueAt(step.old?.outputs, path) ?? valueAt(step.old?.inputs, path);
      const after = valueAt(step.new?.inputs, path);
      return {
        path,
        says: wordsFor(planned, path),
        ...(isShort(before) && { before }),
        ...(isShort(after) && { after }),
      };
    });
}

/** `a.b[0]["c.d"]` within a value. */
function valueAt(value: unknown, path: string): unknown {
  let at = value;
  for (const [, quoted, index, word] of path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[quoted ?? index ?? word ?? ""];
  }
  return at;
}

function isShort(value: unknown): boolean {
  return ["number", "boolean"].includes(typeof value) || (typeof value === "string" && value.length <= 80);
}

/** In the order of the plan: the environment's own first, then by service. */
export function sortChanges(changes: readonly Change[]): readonly Change[] {
  const key = ({ service = "", kind, name }: Change) => `${service}\0${kind}\0${name}`;
  return changes.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
