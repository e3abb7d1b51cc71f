/**
 * A real Kubernetes control plane on loopback: etcd, API server, controllers, scheduler, and kwok in place of a kubelet, with one node
 * that does not exist. Pods are scheduled and become ready; nothing runs in them.
 *
 * Owns: its processes, and a folder of state that is removed with it. Does not own: the programs (`build.ts`).
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { cache } from "./cache.ts";
import { type Access, Kubernetes, type Resource } from "./kubernetes.ts";
import { definitionsForEstates, manifests } from "./manifests.ts";
import { freePorts, Member } from "./member.ts";

/** Seconds that a process may take to be ready: five on an idle machine, more where others work beside it. */
const patience = 120;
const loopback = "127.0.0.1";

export class ControlPlane {
  readonly folder: string;
  readonly kubeconfig: string;
  readonly #members: Member[] = [];

  private constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "waybill-cluster-"));
    this.kubeconfig = join(this.folder, "kubeconfig");
  }

  /** A cluster with its node ready and the definitions that estates can use. What was started is stopped where anything fails. */
  static async start(): Promise<ControlPlane> {
    const plane = new ControlPlane();
    try {
      await plane.#start();
      return plane;
    } catch (error) {
      await plane.stop();
      throw error;
    }
  }

  /** How to reach it. */
  get access(): Access {
    return JSON.parse(readFileSync(join(this.folder, "access.json"), "utf8")) as Access;
  }

  /** Stops the processes, last started first, and removes the state. */
  async stop(): Promise<void> {
    for (const member of this.#members.toReversed()) await member.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const [etcd = 0, peers = 0, api = 0, controllers = 0, scheduler = 0, kwok = 0] = await freePorts(6);
    const store = `http://${loopback}:${etcd}`;
    await this.#startStore(store, `http://${loopback}:${peers}`);
    await this.#startApi(store, api);
    const kubernetes = new Kubernetes(this.access);
    try {
      await this.#startControllers(kubernetes, controllers, scheduler);
      await define(kubernetes, ["kwok", ...definitionsForEstates]);
      await this.#startNode(kubernetes, kwok);
      for (const volume of volumes) await accepted(kubernetes, volume);
    } finally {
      await kubernetes.close();
    }
  }

  #member(name: string, flags: Readonly<Record<string, string | number>>): Member {
    const given = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    // All but kwok are one program, told by its first argument which of them to be.
    const member =
      name === "kwok"
        ? new Member(name, join(cache.bin, name), given, this.folder)
        : new Member(name, join(cache.bin, "control-plane"), [name, ...given], this.folder);
    this.#members.push(member);
    return member;
  }

  async #startStore(url: string, peers: string): Promise<void> {
    const etcd = this.#member("etcd", {
      "data-dir": join(this.folder, "etcd"),
      "unsafe-no-fsync": "true",
      "log-level": "error",
      "listen-client-urls": url,
      "advertise-client-urls": url,
      "listen-peer-urls": peers,
      "initial-advertise-peer-urls": peers,
      "initial-cluster": `default=${peers}`,
    });
    await etcd.until(async () => (await fetch(`${url}/health`)).ok, patience);
  }

  async #startApi(store: string, port: number): Promise<void> {
    mkdirSync(this.#keys, { mode: 0o700 });
    const accounts = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const token = randomBytes(16).toString("hex");
    const api = this.#member("kube-apiserver", {
      "etcd-servers": store,
      "secure-port": port,
      "bind-address": loopback,
      "advertise-address": loopback,
      "endpoint-reconciler-type": "none",
      // Its certificate it makes itself, and writes it here.
      "cert-dir": this.#keys,
      "token-auth-file": this.#key("tokens.csv", `${token},admin,admin,"system:masters"\n`),
      "authorization-mode": "RBAC",
      "anonymous-auth": "false",
      "service-account-key-file": this.#key("accounts.pub", accounts.publicKey),
      "service-account-signing-key-file": this.#key("accounts.key", accounts.privateKey),
      "service-account-issuer": "https://kubernetes.default.svc",
      "service-cluster-ip-range": "10.96.0.0/16",
      "enable-admission-plugins": "PodSecurity,ServiceAccount",
    });
    const certificate = join(this.#keys, "apiserver.crt");
    await api.until(async () => existsSync(certificate), patience);
    const server = `https://${loopback}:${port}`;
    this.#writeAccess({ server, authority: readFileSync(certificate, "utf8"), token });
    const kubernetes = new Kubernetes(this.access);
    await api.until(async () => (await kubernetes.request("GET", "/readyz")).status === 200, patience);
    await kubernetes.close();
  }

  get #keys(): string {
    return join(this.folder, "keys");
  }

  #key(name: string, text: string): string {
    const path = join(this.#keys, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  #writeAccess(access: Access): void {
    writeFileSync(join(this.folder, "access.json"), JSON.stringify(access), { mode: 0o600 });
    const authority = Buffer.from(access.authority).toString("base64");
    const config = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "local",
      clusters: [
        { name: "local", cluster: { server: access.server, "certificate-authority-data": authority } },
      ],
      users: [{ name: "admin", user: { token: access.token } }],
      contexts: [{ name: "local", context: { cluster: "local", user: "admin" } }],
    };
    // JSON is YAML.
    writeFileSync(this.kubeconfig, JSON.stringify(config, null, 2), { mode: 0o600 });
  }

  async #startControllers(kubernetes: Kubernetes, port: number, schedulerPort: number): Promise<void> {
    const common = { kubeconfig: this.kubeconfig, "leader-elect": "false", "bind-address": loopback };
    const controllers = this.#member("kube-controller-manager", {
      ...common,
      "secure-port": port,
      "cert-dir": join(this.#keys, "controllers"),
      "service-account-private-key-file": join(this.#keys, "accounts.key"),
      "root-ca-file": join(this.#keys, "apiserver.crt"),
    });
    this.#member("kube-scheduler", {
      ...common,
      "secure-port": schedulerPort,
      "cert-dir": join(this.#keys, "scheduler"),
    });
    const account = () => kubernetes.find("v1", "ServiceAccount", "default", "default");
    await controllers.until(async () => (await account()) !== undefined, patience);
  }

  async #startNode(kubernetes: Kubernetes, port: number): Promise<void> {
    const kwok = this.#member("kwok", {
      kubeconfig: this.kubeconfig,
      "server-address": `${loopback}:${port}`,
      "manage-all-nodes": "false",
      "manage-nodes-with-annotation-selector": "kwok.x-k8s.io/node=fake",
      "node-ip": loopback,
      cidr: "10.244.0.0/16",
      "enable-crds": "Stage",
    });
    await accepted(kubernetes, node);
    await kwok.until(
      async () => ready(await kubernetes.find("v1", "Node", "", node.metadata.name)),
      patience,
    );
  }
}

const capacity = { cpu: "100", memory: "1Ti", pods: "1000", "ephemeral-storage": "1Ti" };

const node: Resource = {
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: "fake-0",
    annotations: { "kwok.x-k8s.io/node": "fake" },
    labels: {
      "kubernetes.io/hostname": "fake-0",
      "kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64",
    },
  },
  status: { allocatable: capacity, capacity },
};

/** Nothing provisions storage here, so there are volumes for the first that ask. */
const volumes = Array.from(
  { length: 20 },
  (_, number): Resource => ({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `volume-${number}` },
    spec: {
      // A volume of one pod can be nothing else.
      accessModes: [number % 2 === 0 ? "ReadWriteOnce" : "ReadWriteOncePod"],
      capacity: { storage: "100Gi" },
      persistentVolumeReclaimPolicy: "Retain",
      hostPath: { path: "/nothing-is-written-here" },
    },
  }),
);

function ready(found: Resource | undefined): boolean {
  const status = found?.["status"] as { conditions?: { type: string; status: string }[] } | undefined;
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
}

/** Gives the cluster the resources of these sets, definitions before what they define. */
async function define(kubernetes: Kubernetes, sets: readonly string[]): Promise<void> {
  const documents = sets
    .flatMap(manifests)
    .flatMap((text) => parseAllDocuments(text))
    .map((document) => document.toJS() as Resource | null)
    .filter((resource) => resource !== null);
  const definitions = documents.filter(({ kind }) => kind === "CustomResourceDefinition");
  for (const definition of definitions) await accepted(kubernetes, definition);
  for (const definition of definitions) await served(kubernetes, definition);
  for (const resource of documents) {
    if (resource.kind !== "CustomResourceDefinition") await accepted(kubernetes, resource);
  }
}

/** A definition is stored at once and served a moment later. */
async function served(kubernetes: Kubernetes, definition: Resource): Promise<void> {
  const { group, names, versions } = definition["spec"] as {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
  const end = Date.now() + patience * 1000;
  for (const { name } of versions.filter((version) => version.served)) {
    const listed = () => kubernetes.list(`${group}/${name}`, names.kind).then(() => true);
    while (!(await listed().catch(() => false))) {
      if (Date.now() > end) throw new Error(`${names.kind} of ${group}/${name} is not served`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Applies. A kind that was defined a moment ago may not be served yet: that is waited for, and nothing else. */
async function accepted(kubernetes: Kubernetes, resource: Resource): Promise<void> {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const answer = await kubernetes.apply(resource);
    if (answer.status < 300) return;
    if (answer.status !== 404 || Date.now() > end) {
      throw new Error(`${resource.kind} ${resource.metadata.name}: ${answer.body.message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
