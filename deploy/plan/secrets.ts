import { credentialsOf } from "./dependency.ts";
import type { Setting } from "./setting.ts";
import type { Workload } from "./workload.ts";

const folder = "/secrets";

/** Where a pod finds a secret: a file, which a running service reads again when it changes, so that secrets rotate without a rollout. */
export function secretPath(key: string): string {
  return `${folder}/${key}`;
}

export const adminTokenKey = "admin-token";

/** The Secret that holds a workload's secrets by name, and the one with the token for `/admin`. */
export function secretNames(
  workload: Workload,
  { deploy }: Setting,
): { readonly secrets: string; readonly admin: string } {
  if (deploy.secrets?.externalSecrets !== undefined)
    return { secrets: workload.name, admin: "waybill.admin" };
  const name = deploy.secrets?.secret ?? "waybill-secrets";
  return { secrets: name, admin: name };
}

/** Everything that must be in a workload's Secret: what its specs name, and what it logs in with to what it runs on. */
export function secretKeys(workload: Workload, setting: Setting): readonly string[] {
  return [...workload.secrets, ...credentialsOf(setting).values()];
}

/** `<name>.previous` may be there while a secret is being changed; everything else must be, or the pod does not start. */
export function secretVolume(workload: Workload, setting: Setting): unknown {
  const { secrets } = secretNames(workload, setting);
  const item = (key: string) => ({ key, path: key });
  return {
    name: "secrets",
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: secrets, items: secretKeys(workload, setting).map(item) } },
        {
          secret: {
            name: secrets,
            items: workload.secrets.map((name) => item(`${name}.previous`)),
            optional: true,
          },
        },
      ],
    },
  };
}

export const secretMount = { name: "secrets", mountPath: folder, readOnly: true };
