/** A resource as Kubernetes takes it. Plain data. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One resource of a plan. */
export interface PlannedResource {
  /** Unique in the plan and stable: what Pulumi knows it by. */
  readonly id: string;
  /** The service it is of; absent: of the whole environment. */
  readonly service?: string;
  readonly object: KubernetesObject;
  /** What it has when it is made, and others decide from then on. */
  readonly atFirst?: { readonly replicas: number };
  /** Ids of resources that must be there, and ready, before this one is touched. */
  readonly after?: readonly string[];
  /** What its fields come from, in the spec's words: the longest `path` that a field begins with says it. One has the path `""`. */
  readonly words: readonly Word[];
}

export interface Word {
  /** `spec.template.spec.containers[0].image` */
  readonly path: string;
  /** `the generated code of service order-intake` */
  readonly says: string;
}

/** What a field of a resource comes from, in the spec's words. */
export function wordsFor({ words }: Pick<PlannedResource, "words">, field: string): string {
  const found = words
    .filter(
      ({ path }) =>
        path === "" || field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`),
    )
    .toSorted((one, other) => other.path.length - one.path.length);
  return found[0]?.says ?? "the plan";
}
