import { exposedPaths } from "../exposed.ts";
import { environmentWords, labelsOf } from "../setting.ts";
import { workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

/** The public paths, and nothing else: `/admin`, `/metrics` and `/simulate` stay inside. */
export const ingressKind: ResourceKind = {
  ofWorkload: (workload, setting) => {
    const { publicUrl, deploy, namespace } = setting;
    const paths = exposedPaths(setting).get(workload) ?? [];
    if (publicUrl === undefined || deploy.expose?.gateway !== undefined || paths.length === 0) return [];
    const className = deploy.expose?.ingress?.class;
    return [
      {
        id: `${workload.name}/Ingress`,
        ...(workload.service && { service: workload.service.name }),
        object: {
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: workload.name, namespace, labels: labelsOf(setting, workload) },
          spec: {
            ...(className !== undefined && { ingressClassName: className }),
            ...(publicUrl.protocol === "https:" && {
              tls: [
                { hosts: [publicUrl.hostname], secretName: deploy.expose?.tlsSecret ?? `${namespace}-tls` },
              ],
            }),
            rules: [
              {
                host: publicUrl.hostname,
                http: {
                  paths: paths.map(({ path, match }) => ({
                    path,
                    pathType: match === "exact" ? "Exact" : "Prefix",
                    backend: { service: { name: workload.name, port: { name: "http" } } },
                  })),
                },
              },
            ],
          },
        },
        words: [
          { path: "", says: environmentWords(setting, "publicUrl") },
          { path: "spec.tls", says: environmentWords(setting, "deploy.expose") },
          {
            path: "spec.rules[0].http",
            says: `the HTTP routes and webhooks of ${workloadWords(workload, setting.environment)}`,
          },
        ],
      },
    ];
  },
};
