import { type ExposedPath, exposedPaths } from "../exposed.ts";
import { environmentWords, labelsOf } from "../setting.ts";
import { workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

/** As many as every implementation of the Gateway API takes in one rule. */
const matchesInRule = 8;

/** The public paths at an existing Gateway, which holds the certificate. */
export const httpRouteKind: ResourceKind = {
  ofWorkload: (workload, setting) => {
    const { publicUrl, deploy, namespace } = setting;
    const gateway = deploy.expose?.gateway;
    const paths = exposedPaths(setting).get(workload) ?? [];
    if (publicUrl === undefined || gateway === undefined || paths.length === 0) return [];
    return [
      {
        id: `${workload.name}/HTTPRoute`,
        ...(workload.service && { service: workload.service.name }),
        object: {
          apiVersion: "gateway.networking.k8s.io/v1",
          kind: "HTTPRoute",
          metadata: { name: workload.name, namespace, labels: labelsOf(setting, workload) },
          spec: {
            parentRefs: [{ name: gateway.name, namespace: gateway.namespace }],
            hostnames: [publicUrl.hostname],
            rules: chunks(paths).map((some) => ({
              matches: some.map(({ path, match }) => ({
                path: { type: match === "exact" ? "Exact" : "PathPrefix", value: path },
              })),
              backendRefs: [{ name: workload.name, port: 80 }],
            })),
          },
        },
        words: [
          { path: "", says: environmentWords(setting, "publicUrl") },
          { path: "spec.parentRefs", says: environmentWords(setting, "deploy.expose.gateway") },
          {
            path: "spec.rules",
            says: `the HTTP routes and webhooks of ${workloadWords(workload, setting.environment)}`,
          },
        ],
      },
    ];
  },
};

function chunks(paths: readonly ExposedPath[]): readonly (readonly ExposedPath[])[] {
  return Array.from({ length: Math.ceil(paths.length / matchesInRule) }, (_, index) =>
    paths.slice(index * matchesInRule, (index + 1) * matchesInRule),
  );
}
