import { Provider } from "@pulumi/kubernetes";
import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  type CustomResource,
  type Output,
} from "@pulumi/pulumi";
import type { Plan } from "../plan/index.ts";
import type { PlannedResource } from "../plan/resource.ts";
import { annotated } from "./annotations.ts";
import { classOf } from "./resources.ts";
import { ServiceComponent } from "./service.ts";

export interface EnvironmentArgs {
  readonly plan: Plan;
  /** Of the kubeconfig. Default: its current one. */
  readonly context?: string;
  /** How long a workload may take until it is ready. Default: 300. */
  readonly timeoutSeconds?: number;
}

/** One environment of an estate: everything its plan lists, each service under a component of its own. */
export class EnvironmentComponent extends ComponentResource {
  /** Known once everything is there and ready, and never where something is not. */
  readonly ready: Output<unknown>;

  constructor(name: string, args: EnvironmentArgs, options: ComponentResourceOptions = {}) {
    super("waybill:deploy:Environment", name, {}, options);
    const provider = new Provider(
      "cluster",
      {
        enableServerSideApply: true,
        // Else an edited ConfigMap is replaced, and with it whatever names it.
        enableConfigMapMutable: true,
        enableSecretMutable: true,
        ...(args.context !== undefined && { context: args.context }),
      },
      { parent: this },
    );
    const services = new Map<string | undefined, ComponentResource>([[undefined, this]]);
    const made = new Map<string, CustomResource>();
    for (const planned of inOrder(args.plan.resources)) {
      const parent =
        services.get(planned.service) ?? new ServiceComponent(planned.service ?? name, { parent: this });
      services.set(planned.service, parent);
      made.set(planned.id, make(planned, { ...args, parent, provider, made }));
    }
    this.ready = all([...made.values()].map(({ id }) => id));
    this.registerOutputs({ namespace: args.plan.namespace });
  }
}

interface Surroundings extends EnvironmentArgs {
  readonly parent: ComponentResource;
  readonly provider: Provider;
  readonly made: ReadonlyMap<string, CustomResource>;
}

function make(
  planned: PlannedResource,
  { parent, provider, made, timeoutSeconds = 300 }: Surroundings,
): CustomResource {
  const timeout = `${timeoutSeconds}s`;
  return new (classOf(planned.object))(planned.id, annotated(planned), {
    parent,
    provider,
    dependsOn: before(planned).flatMap((id) => made.get(id) ?? []),
    ...(planned.atFirst && { ignoreChanges: Object.keys(planned.atFirst).map((field) => `spec.${field}`) }),
    customTimeouts: { create: timeout, update: timeout, delete: timeout },
  });
}

/** Ids that a resource needs: what its plan says, and its namespace. */
function before({ object, after = [] }: PlannedResource): readonly string[] {
  return object.kind === "Namespace"
    ? after
    : ["environment/Namespace", "environment/Namespace/data", ...after];
}

/** Each after what it needs. */
function inOrder(resources: readonly PlannedResource[]): readonly PlannedResource[] {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const ordered = new Set<PlannedResource>();
  const visit = (resource: PlannedResource): void => {
    if (ordered.has(resource)) return;
    for (const id of before(resource)) {
      const needed = byId.get(id);
      if (needed) visit(needed);
    }
    ordered.add(resource);
  };
  for (const resource of resources) visit(resource);
  return [...ordered];
}
