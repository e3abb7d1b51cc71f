import { declarationOf, fieldName } from "../../../../analysis/lineage/names.ts";
import type { Reason } from "../../../../analysis/personal/classes.ts";
import type { Diagnostic } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";

/** The fields that the data went through, the declared one first. */
export function hopsOf(reason: Reason): readonly Reason[] {
  return reason.before ? [...hopsOf(reason.before), reason] : [reason];
}

/** "`shopify.ordersCreate.email`, `order@2.email`, `crm.track.email`". */
export function pathText(hops: readonly Reason[], model: Model): string {
  return hops.map(({ field }) => `\`${fieldName(field, model)}\``).join(" → ");
}

/** A place for each hop: the schema that says it is personal, then every mapping or step that carries it on. */
export function hopPlaces(hops: readonly Reason[], model: Model): NonNullable<Diagnostic["related"]> {
  return hops.flatMap(({ field, personal, edge }) => {
    const name = `\`${fieldName(field, model)}\``;
    if (edge?.node) return [{ message: `${name} is given it here, by ${edge.unit}.`, span: edge.node.span }];
    const { span } = declarationOf(field, model);
    const says = edge ? `${name} may hold it: ${edge.unit} is opaque.` : `${name} is ${personal} data.`;
    return span ? [{ message: says, span }] : [];
  });
}
