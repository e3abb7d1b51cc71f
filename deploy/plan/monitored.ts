import type { ManifestService } from "../manifest.ts";
import { legalName } from "./names.ts";
import type { KubernetesObject, PlannedResource } from "./resource.ts";
import { labelsOf, type Setting } from "./setting.ts";

/** One resource of monitoring for each service, also where all of them are one process. None where the environment wants none. */
export function forEachService(
  setting: Setting,
  kind: string,
  apiVersion: string,
  ending: string,
  body: (service: ManifestService) => Readonly<Record<string, unknown>> & {
    readonly labels?: Readonly<Record<string, string>>;
  },
): readonly PlannedResource[] {
  if (setting.deploy.monitoring === undefined) return [];
  return setting.manifest.services.map((service) => {
    const { labels, ...rest } = body(service);
    const name = legalName(service.name);
    const object: KubernetesObject = {
      apiVersion,
      kind,
      metadata: {
        name: `${name}${ending}`,
        namespace: setting.namespace,
        labels: { ...labelsOf(setting), "app.kubernetes.io/name": name, ...labels },
      },
      ...rest,
    };
    return {
      id: `${name}/${kind}${ending}`,
      service: service.name,
      object,
      words: [
        {
          path: "",
          says: `the policies and routes of service ${service.name} (${service.file}:${service.line})`,
        },
      ],
    };
  });
}
