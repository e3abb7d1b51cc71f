import type { KubernetesObject, PlannedResource } from "../plan/resource.ts";

/** A Service without endpoints of its own, and an Ingress whose controller is elsewhere, would be waited for in vain. */
const notAwaited = ["Ingress", "Service"];

/** The object with what Pulumi is to know about it: fields that others took over are taken back. */
export function annotated({ object, atFirst }: PlannedResource): KubernetesObject {
  const { metadata, kind, spec } = object;
  return {
    ...object,
    ...(atFirst && { spec: { ...(spec as object), ...atFirst } }),
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        "pulumi.com/patchForce": "true",
        ...(notAwaited.includes(kind) && { "pulumi.com/skipAwait": "true" }),
      },
    },
  };
}
