import type { Model } from "../model/model.ts";
import type { SpecDocument } from "./document.ts";

/** Who answers for a document: whom it names, else the owner of its domain. */
export function ownerOf({ metadata }: SpecDocument, { estate }: Model): string | undefined {
  const { owner, domain } = metadata;
  const domains = estate?.spec.domains ?? {};
  return (
    owner ?? (domain !== undefined && Object.hasOwn(domains, domain) ? domains[domain]?.owner : undefined)
  );
}
