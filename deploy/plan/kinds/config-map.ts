import { addressOf, credentialsOf, dependencies } from "../dependency.ts";
import { digest, variableName } from "../names.ts";
import { secretPath } from "../secrets.ts";
import { environmentWords, labelsOf, type Setting } from "../setting.ts";
import { type Workload, workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

/** The variables of a workload that are no secrets (design, section 6). */
export const configMapKind: ResourceKind = {
  ofWorkload: (workload, setting) => [
    {
      id: `${workload.name}/ConfigMap`,
      ...(workload.service && { service: workload.service.name }),
      object: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: workload.name, namespace: setting.namespace, labels: labelsOf(setting, workload) },
        data: variablesOf(workload, setting),
      },
      words: [
        { path: "", says: workloadWords(workload, setting.environment) },
        { path: "data.WAYBILL_PUBLIC_URL", says: environmentWords(setting, "publicUrl") },
        { path: "data.WAYBILL_ENGINE", says: environmentWords(setting, "engine") },
        { path: "data.OTEL_EXPORTER_OTLP_ENDPOINT", says: environmentWords(setting, "deploy.traces") },
        ...workload.systems.map((name) => ({
          path: `data.WAYBILL_SYSTEM_${variableName(name)}_URL`,
          says: `\`endpoints.${setting.environment}\` of system ${name} (${fileOf(name, setting)})`,
        })),
      ],
    },
  ],
};

export const servicePort = 8080;

/** By name, in order. */
function variablesOf(workload: Workload, setting: Setting): Readonly<Record<string, string>> {
  const { environment, spec, deploy } = setting;
  const variables: Record<string, string | undefined> = {
    PORT: String(servicePort),
    WAYBILL_DATA: spec.engine === "embedded" ? "/data" : undefined,
    WAYBILL_ENGINE: spec.engine,
    WAYBILL_ENVIRONMENT: environment,
    // Elsewhere a service whose systems are all simulated listens to its own machine only.
    WAYBILL_HOST: "0.0.0.0",
    WAYBILL_PUBLIC_URL: spec.publicUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: deploy.traces,
  };
  for (const name of workload.systems) {
    const url = setting.manifest.systems.find((system) => system.name === name)?.endpoints[environment];
    if (url !== undefined && url !== "simulated") variables[`WAYBILL_SYSTEM_${variableName(name)}_URL`] = url;
  }
  for (const name of workload.secrets) {
    const variable = `WAYBILL_SECRET_${variableName(name)}`;
    variables[`${variable}_FILE`] = secretPath(name);
    variables[`${variable}_PREVIOUS_FILE`] = secretPath(`${name}.previous`);
  }
  if (spec.engine === "distributed")
    for (const dependency of dependencies) {
      variables[dependency.variable] = addressOf(dependency, setting);
      Object.assign(variables, dependency.more?.(setting));
    }
  for (const [variable, secret] of credentialsOf(setting)) variables[`${variable}_FILE`] = secretPath(secret);
  return Object.fromEntries(
    Object.entries(variables)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Changes with the variables: pods read them once, so they roll when it does. */
export function configurationDigest(workload: Workload, setting: Setting): string {
  return digest(JSON.stringify(variablesOf(workload, setting)));
}

function fileOf(system: string, { manifest }: Setting): string {
  return manifest.systems.find(({ name }) => name === system)?.file ?? "";
}
