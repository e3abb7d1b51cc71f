import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { ContractSpec } from "../../../../kinds/contract/spec.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { byPlace } from "../../../../model/by-place.ts";
import type { LinkedContract, Reference } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** Others depend on what these say; a mapping or a scenario may well be tried with a draft. */
const promises: Readonly<Record<string, string>> = {
  Capability: "offers it to every route",
  Contract: "promises it as a part of its own",
  Route: "takes or gives it",
};

/** A draft may change any day without a new version, so nothing that runs may depend on it. */
export const draftInUse: Rule = {
  name: "draft-in-use",
  codes: ["WB3307"],
  check(model, reporter) {
    const drafts = new Map([...model.contracts].filter(([, { document }]) => isDraft(document)));
    if (drafts.size === 0) return;
    const told = new Set<string>();
    const find = byPlace(model.documents);
    for (const reference of model.references) {
      const draft = reference.kind === "Contract" ? drafts.get(reference.name) : undefined;
      const user = draft && userOf(find(reference.span));
      if (!draft || !user || isReplacement(reference, user)) continue;
      // Once for each document: it is one decision to build on a draft.
      const once = `${user.kind} ${user.metadata.name} ${reference.name}`;
      if (!told.has(once)) report(reference, draft, user, reporter);
      told.add(once);
    }
  },
};

function isDraft({ spec }: SpecDocument<ContractSpec>): boolean {
  return spec.lifecycle === "draft";
}

/** The document that says it, where others depend on that. A draft is made of what it likes. */
function userOf(user: SpecDocument | undefined): SpecDocument | undefined {
  if (!user || !Object.hasOwn(promises, user.kind)) return undefined;
  // Whoever is of the kind Contract has its spec.
  return user.kind === "Contract" && isDraft(user as SpecDocument<ContractSpec>) ? undefined : user;
}

/** A deprecated contract may announce what will come. */
function isReplacement({ span }: Reference, user: SpecDocument): boolean {
  if (user.kind !== "Contract") return false;
  const contract = user as SpecDocument<ContractSpec>; // as above
  const { spec } = contract;
  return spec.replacement !== undefined && contract.spanOf(spec, "replacement").start === span.start;
}

function report(
  { name, span }: Reference,
  { document }: LinkedContract,
  user: SpecDocument,
  reporter: Reporter,
): void {
  reporter.report(
    "WB3307",
    span,
    `Contract "${name}" is a draft, which may change any day, and ${user.kind.toLowerCase()} "${user.metadata.name}" ${promises[user.kind]}.`,
    {
      help: "Make the contract `lifecycle: active` once its fields are agreed, or use a version that is.",
      related: [{ message: "It says so here.", span: document.spanOf(document.spec, "lifecycle") }],
    },
  );
}
