/** Where programs lie that are fetched or built once, outside the checkout: `WAYBILL_TOOLS`, else the user's cache. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Servers that will not run as root run as this user, who has nothing and may not look into root's home. */
export const nobody = 65_534;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export const tools = resolve(
  process.env["WAYBILL_TOOLS"] ??
    (isRoot() ? "/var/cache/waybill-tools" : join(homedir(), ".cache", "waybill-tools")),
);

/** What is missing on this machine, in words that say what to install. */
export class Missing extends Error {}
