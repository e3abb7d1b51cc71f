import type { PlannedResource } from "../resource.ts";
import type { Setting } from "../setting.ts";
import type { Workload } from "../workload.ts";

/** A kind of resource: what of it an environment has as a whole, and what each workload has. */
export interface ResourceKind {
  readonly ofEnvironment?: (setting: Setting) => readonly PlannedResource[];
  readonly ofWorkload?: (workload: Workload, setting: Setting) => readonly PlannedResource[];
}
