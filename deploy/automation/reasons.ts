import type { Deployed } from "../deployed.ts";

/** Why a service's image is another one. */
export interface Reason {
  readonly service: string;
  /** `mapping order-to-sap changed`, in order. */
  readonly because: readonly string[];
}

/** Singular by the build's folder. */
const kinds: Readonly<Record<string, string>> = {
  capabilities: "capability",
  contracts: "contract",
  crosswalks: "crosswalk",
  functions: "function",
  mappings: "mapping",
  policies: "policy",
  routes: "route",
  schemas: "schema",
  systems: "system",
};

/** Services that are new, gone, or made of something else than what is deployed. */
export function reasonsOf(before: Deployed | undefined, after: Deployed): readonly Reason[] {
  if (before === undefined) return [];
  const names = [...new Set([...Object.keys(before.services), ...Object.keys(after.services)])].sort();
  return names.flatMap((service) => {
    const old = before.services[service];
    const now = after.services[service];
    if (old === undefined) return [{ service, because: ["it is new"] }];
    if (now === undefined) return [{ service, because: ["it is gone from the specs"] }];
    if (old.image.content === now.image.content) return [];
    const because = differences(old.parts, now.parts);
    return [{ service, because: because.length > 0 ? because : ["what Waybill generates for it changed"] }];
  });
}

function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  const said = new Map<string, string>();
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[path] === after[path]) continue;
    const what = before[path] === undefined ? "is new" : after[path] === undefined ? "is gone" : "changed";
    const name = nameOf(path);
    // A module and its validator are one thing to whoever wrote the spec.
    if (!said.has(name)) said.set(name, `${name} ${what}`);
  }
  return [...said.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => text);
}

function nameOf(path: string): string {
  const [folder = "", ...rest] = path.split("/");
  const file = rest.join("/").replace(/\.validate$/, "");
  if (rest.length === 0)
    return folder === "openapi" || folder === "asyncapi" ? `the ${folder} document` : folder;
  if (folder === "contracts") return `contract ${file.replace(/-(\d+)$/, "@$1")}`;
  if (folder === "policies")
    return `policy ${file.replace(/_$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return `${kinds[folder] ?? folder} ${file}`;
}
