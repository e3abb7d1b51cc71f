import type { RestateSettings } from "../../engine/restate/index.ts";
import type { Variables } from "../secrets.ts";

/** Of Restate's admin API, and where a service listens for Restate: both unless it is said otherwise. */
const adminPort = 9070;
const ownPort = 9080;
export const loopback = "127.0.0.1";

/** As Restate writes it: base58. */
const publicKey = /^publickeyv1_[1-9A-HJ-NP-Za-km-z]+$/;

/** Restate keeps it, and shows it to who asks its admin API. */
function isCallback(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

/** What `WAYBILL_RESTATE` and `WAYBILL_RESTATE_…` say, or all that is wrong with it. */
export function restateSettingsOf(
  variables: Variables,
): { readonly settings: RestateSettings } | { readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  const said = (name: string): string | undefined => variables[name] || undefined;
  const address = /^([^\s:/]+):(\d{1,5})$/;
  const own = said("WAYBILL_RESTATE") ?? "";
  const host = address.exec(own)?.[1];
  if (host === undefined) reasons.push("WAYBILL_RESTATE is host:port");
  const admin = said("WAYBILL_RESTATE_ADMIN") ?? `${host}:${adminPort}`;
  if (host !== undefined && !address.test(admin)) reasons.push("WAYBILL_RESTATE_ADMIN is host:port");
  const port = Number(said("WAYBILL_RESTATE_PORT") ?? ownPort);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    reasons.push("WAYBILL_RESTATE_PORT is a number from 1 to 65535");
  const callback = said("WAYBILL_RESTATE_CALLBACK");
  if (callback !== undefined && !isCallback(callback))
    reasons.push("WAYBILL_RESTATE_CALLBACK is an http or https URL without user, query and fragment");
  const current = said("WAYBILL_RESTATE_CURRENT");
  if (current !== undefined && callback === undefined)
    reasons.push(
      "WAYBILL_RESTATE_CURRENT needs WAYBILL_RESTATE_CALLBACK: the current build is told by its address",
    );
  const identities = (said("WAYBILL_RESTATE_IDENTITIES") ?? "").split(",").flatMap((key) => key.trim() || []);
  // What is no public key is not repeated: it may be the private one.
  if (!identities.every((key) => publicKey.test(key)))
    reasons.push("WAYBILL_RESTATE_IDENTITIES is public keys of Restate (publickeyv1_…), with commas between");
  if (reasons.length > 0) return { reasons };
  return {
    settings: {
      ingress: `http://${own}`,
      // Without a callback Restate is on this machine.
      listen: { host: callback === undefined ? loopback : "0.0.0.0", port },
      register: {
        admin: `http://${admin}`,
        address: callback ?? `http://${loopback}:${port}`,
        ...(current !== undefined && { current }),
      },
      ...(identities.length > 0 && { identities }),
    },
  };
}
