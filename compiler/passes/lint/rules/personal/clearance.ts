import type { Model } from "../../../../model/model.ts";

/** Whether a domain may hold a class of data. Where the estate says nothing of personal data, nothing is asked; what has no domain has nobody to ask. */
export function isCleared(personal: string, domain: string | undefined, model: Model): boolean {
  const clearance = model.estate?.spec.personalData;
  if (!clearance || domain === undefined || !Object.hasOwn(clearance, personal)) return true;
  return clearance[personal]?.includes(domain) === true;
}

/** What to do about it, the last of it always the same. */
export function clearanceHelp(personal: string, domain: string, model: Model): string {
  const cleared = model.estate?.spec.personalData?.[personal] ?? [];
  return `Leave it out. Where ${domain} may have it, clear it in the Estate: \`personalData: { ${personal}: [${[...cleared, domain].join(", ")}] }\`. Where what arrives says nothing of a person any more, say so: \`notPersonal(…, "why")\`.`;
}
