import * as kubernetes from "@pulumi/kubernetes";
import type { CustomResource, CustomResourceOptions } from "@pulumi/pulumi";
import type { KubernetesObject } from "../plan/resource.ts";

type Make = new (name: string, args: KubernetesObject, options: CustomResourceOptions) => CustomResource;

/** Pulumi's class by what Kubernetes calls it. */
const known = {
  "apps/v1/Deployment": kubernetes.apps.v1.Deployment,
  "apps/v1/StatefulSet": kubernetes.apps.v1.StatefulSet,
  "autoscaling/v2/HorizontalPodAutoscaler": kubernetes.autoscaling.v2.HorizontalPodAutoscaler,
  "networking.k8s.io/v1/Ingress": kubernetes.networking.v1.Ingress,
  "networking.k8s.io/v1/NetworkPolicy": kubernetes.networking.v1.NetworkPolicy,
  "policy/v1/PodDisruptionBudget": kubernetes.policy.v1.PodDisruptionBudget,
  "v1/ConfigMap": kubernetes.core.v1.ConfigMap,
  "v1/Namespace": kubernetes.core.v1.Namespace,
  "v1/Service": kubernetes.core.v1.Service,
  "v1/ServiceAccount": kubernetes.core.v1.ServiceAccount,
};

/** What an operator brought is of no class of its own. */
export function classOf({ apiVersion, kind }: KubernetesObject): Make {
  // The plan holds Kubernetes' own words, which each class takes as they are; the server validates them.
  const classes = known as unknown as Readonly<Record<string, Make>>;
  return classes[`${apiVersion}/${kind}`] ?? kubernetes.apiextensions.CustomResource;
}
