import { nearest } from "../../../diagnostics/nearest.ts";

/** Whether the platform's copy of the IANA database knows the zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The zone that was meant: one slip away, or named by its city alone. */
export function nearestZone(zone: string): string | undefined {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  const city = zone.toLowerCase().replaceAll(/[\s-]/g, "_").replace(/^.*\//, "");
  return nearest(zone, zones) ?? zones.find((each) => each.toLowerCase().endsWith(`/${city}`));
}
