import type { Image } from "../manifest.ts";
import { configurationDigest, servicePort } from "./kinds/config-map.ts";
import { limitsOf } from "./limits.ts";
import { adminTokenKey, secretKeys, secretMount, secretNames, secretVolume } from "./secrets.ts";
import { labelsOf, type Setting } from "./setting.ts";
import type { Workload } from "./workload.ts";

/** The image's user: nobody's, as in images without a shell. */
const user = 65_532;

/**
 * Seconds. A service stops taking work and ends what is under way for at most 10, then its server within 1 (`runtime/service`); a pod
 * that others may still send to waits 5 before that, so that no request meets a closed door.
 */
const drainSeconds = 11;
const settleSeconds = 5;

export interface PodOptions {
  readonly image: Image;
  /** More labels: of one build. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Others take over while it ends. */
  readonly replicated: boolean;
  /** Beside the one that answers requests. */
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly volumes?: readonly unknown[];
  readonly mounts?: readonly unknown[];
}

/** A pod under the restricted Pod Security level: no root, no privileges, nothing writable but what it is given. */
export function podTemplate(workload: Workload, setting: Setting, options: PodOptions): unknown {
  const { image, labels, replicated, ports = [], env = [], volumes = [], mounts = [] } = options;
  const hasSecrets = secretKeys(workload, setting).length > 0;
  return {
    metadata: {
      labels: { ...labelsOf(setting, workload), ...labels },
      annotations: { "waybill.dev/config": configurationDigest(workload, setting) },
    },
    spec: {
      serviceAccountName: workload.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      terminationGracePeriodSeconds: drainSeconds + (replicated ? settleSeconds : 0) + 14,
      ...(replicated && { topologySpreadConstraints: spread(workload) }),
      containers: [
        {
          name: "service",
          image: imageName(image, setting),
          imagePullPolicy: "IfNotPresent",
          ports: [
            { name: "http", containerPort: servicePort, protocol: "TCP" },
            ...ports.map((port) => ({ ...port, protocol: "TCP" })),
          ],
          envFrom: [{ configMapRef: { name: workload.name } }],
          env: [adminToken(workload, setting), ...env],
          resources: limitsOf(workload.resources),
          // The store of an embedded environment is opened before it answers, which takes longer the more lies in it.
          startupProbe: probe("/health/live", 2, 60),
          livenessProbe: probe("/health/live", 10, 3),
          readinessProbe: probe("/health/ready", 5, 2),
          ...(replicated && { lifecycle: { preStop: { sleep: { seconds: settleSeconds } } } }),
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [{ name: "tmp", mountPath: "/tmp" }, ...(hasSecrets ? [secretMount] : []), ...mounts],
        },
      ],
      volumes: [
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
        ...(hasSecrets ? [secretVolume(workload, setting)] : []),
        ...volumes,
      ],
    },
  };
}

/** The tag is the content's digest: what is the same is not rolled out. */
function imageName({ name, content }: Image, { deploy: { registry } }: Setting): string {
  return `${registry === undefined ? "" : `${registry}/`}${name}:${content}`;
}

/** Without it `/admin` is closed, which is no reason not to start. */
function adminToken(workload: Workload, setting: Setting): unknown {
  const { admin } = secretNames(workload, setting);
  return {
    name: "WAYBILL_ADMIN_TOKEN",
    valueFrom: { secretKeyRef: { name: admin, key: adminTokenKey, optional: true } },
  };
}

function probe(path: string, periodSeconds: number, failureThreshold: number): unknown {
  return { httpGet: { path, port: "http" }, periodSeconds, timeoutSeconds: 3, failureThreshold };
}

function spread(workload: Workload): readonly unknown[] {
  return ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { "app.kubernetes.io/name": workload.name } },
  }));
}
