import { autoscalerKind } from "./autoscaler.ts";
import { ciliumNetworkPolicyKind } from "./cilium-network-policy.ts";
import { configMapKind } from "./config-map.ts";
import { currentBuildKind } from "./current-build.ts";
import { dashboardKind } from "./dashboard.ts";
import { deploymentKind } from "./deployment.ts";
import { disruptionBudgetKind } from "./disruption-budget.ts";
import { externalSecretKind } from "./external-secret.ts";
import { httpRouteKind } from "./http-route.ts";
import { ingressKind } from "./ingress.ts";
import { kafkaKind } from "./kafka.ts";
import type { ResourceKind } from "./kind.ts";
import { namespaceKind } from "./namespace.ts";
import { networkPolicyKind } from "./network-policy.ts";
import { postgresKind } from "./postgres.ts";
import { prometheusRuleKind } from "./prometheus-rule.ts";
import { restateKind } from "./restate.ts";
import { serviceKind } from "./service.ts";
import { serviceAccountKind } from "./service-account.ts";
import { serviceMonitorKind } from "./service-monitor.ts";
import { statefulSetKind } from "./stateful-set.ts";

/** Every kind of resource. There is no CronJob: schedules are the engine's own, which knows what was missed and runs each once. */
export const resourceKinds: readonly ResourceKind[] = [
  autoscalerKind,
  ciliumNetworkPolicyKind,
  configMapKind,
  currentBuildKind,
  dashboardKind,
  deploymentKind,
  disruptionBudgetKind,
  externalSecretKind,
  httpRouteKind,
  ingressKind,
  kafkaKind,
  namespaceKind,
  networkPolicyKind,
  postgresKind,
  prometheusRuleKind,
  restateKind,
  serviceKind,
  serviceAccountKind,
  serviceMonitorKind,
  statefulSetKind,
];
