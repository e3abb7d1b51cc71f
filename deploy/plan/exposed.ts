import type { Setting } from "./setting.ts";
import type { Workload } from "./workload.ts";

/** A path that the outside may ask. */
export interface ExposedPath {
  readonly path: string;
  /** Just this path, or everything below it. */
  readonly match: "exact" | "prefix";
}

/**
 * What each workload answers to the outside. An entry knows no `{name}` within a path, so such a path is exposed from there on.
 * `/runs` belongs to the estate's store, which all services of it read: the first of them answers.
 */
export function exposedPaths({
  workloads,
}: Pick<Setting, "workloads">): ReadonlyMap<Workload, readonly ExposedPath[]> {
  const taken = new Set<string>();
  return new Map(
    workloads.map((workload) => {
      const paths = new Map(
        workload.public.map((path) => {
          const exposed = exposedPath(path);
          return [`${exposed.match} ${exposed.path}`, exposed];
        }),
      );
      const own = [...paths].filter(([key]) => !taken.has(key));
      for (const [key] of own) taken.add(key);
      return [workload, own.map(([, exposed]) => exposed)];
    }),
  );
}

/** Paths of two workloads that an entry cannot tell apart. */
export function pathConflicts({ workloads }: Pick<Setting, "workloads">): readonly string[] {
  const owners = new Map<string, Workload>();
  return workloads.flatMap((workload) =>
    workload.public
      .filter((path) => !path.startsWith("/runs/"))
      .flatMap((path) => {
        const { match, path: from } = exposedPath(path);
        const key = `${match} ${from}`;
        const owner = owners.get(key) ?? workload;
        owners.set(key, owner);
        return owner === workload
          ? []
          : [
              `${path} of ${workload.name} begins as a path of ${owner.name} does, and an entry cannot tell them apart: put their routes into one Service`,
            ];
      }),
  );
}

function exposedPath(path: string): ExposedPath {
  const brace = path.indexOf("{");
  return brace < 0
    ? { path, match: "exact" }
    : { path: path.slice(0, brace).replace(/\/$/, "") || "/", match: "prefix" };
}
