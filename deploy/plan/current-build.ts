import type { Image } from "../manifest.ts";
import { restatePort } from "./dependency.ts";
import { buildName } from "./names.ts";
import type { Setting } from "./setting.ts";
import type { Workload } from "./workload.ts";

/** Which build of a service Restate is to call: a file in the pods of all its builds, which changes under them without a restart. */
export const currentKey = "restate";
export const currentMount = { name: "current", mountPath: "/current", readOnly: true } as const;

/** No service has a dot in its name. */
export function currentName({ name }: Workload): string {
  return `${name}.current`;
}

/** Runs end on the build that they began on, so Restate knows each build by an address of its own. */
export function callbackOf(workload: Workload, image: Image, { namespace }: Setting): string {
  return `http://${buildName(workload.name, image.content)}.${namespace}.svc:${restatePort}`;
}
