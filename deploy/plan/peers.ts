import { isIP } from "node:net";
import type { Destination } from "../manifest.ts";
import type { Setting } from "./setting.ts";

/** Who a network policy lets through to: `to` of a rule, and the port. */
export interface Reach {
  readonly port: number;
  readonly peers: readonly unknown[];
}

/** What only the inside has (RFC 1918, 6598, 3927, 1122; RFC 4193, 4291): a public host is never there. */
const inside4 = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
];
const inside6 = ["::1/128", "fc00::/7", "fe80::/10"];

export const everywherePublic: readonly unknown[] = [
  { ipBlock: { cidr: "0.0.0.0/0", except: inside4 } },
  { ipBlock: { cidr: "::/0", except: inside6 } },
];

/**
 * A policy knows addresses, namespaces and ports, and no names of hosts. An address is allowed as it is; a System whose `ranges` the
 * environment says, there; a Service of the cluster (`….svc`), in its namespace; any other host by name at its port on all public
 * addresses, unless Cilium allows it by name. Undefined where names are Cilium's.
 */
export function reachOf({ host, port, system }: Destination, setting: Setting): Reach | undefined {
  const { names, ranges } = setting.deploy.network ?? {};
  const said = system === undefined ? undefined : ranges?.[system];
  if (said !== undefined) return { port, peers: said.map((cidr) => ({ ipBlock: { cidr } })) };
  if (isIP(host) !== 0)
    return { port, peers: [{ ipBlock: { cidr: `${host}/${isIP(host) === 4 ? 32 : 128}` } }] };
  const namespace = namespaceOf(host, setting);
  if (namespace !== undefined) return { port, peers: [inNamespace(namespace)] };
  return names === "cilium" ? undefined : { port, peers: everywherePublic };
}

export function inNamespace(name: string): unknown {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

/** Of a Service of the cluster: `name.namespace.svc`, or a bare name in the environment's own namespace. */
function namespaceOf(host: string, setting: Setting): string | undefined {
  const labels = host.replace(/\.$/, "").split(".");
  if (labels.length === 1) return setting.namespace;
  return labels[2] === "svc" ? labels[1] : undefined;
}

/** `host:port` or a URL of something of the cluster or outside it; `name.namespace` is a Service. */
export function destinationOf(address: string): Destination {
  const { hostname, port, protocol } = new URL(address.includes("://") ? address : `tcp://${address}`);
  const host = hostname.replace(/^\[|\]$/g, "");
  const inCluster = isIP(host) === 0 && host.split(".").length === 2;
  return {
    host: inCluster ? `${host}.svc` : host,
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
  };
}
