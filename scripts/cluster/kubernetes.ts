/** The few requests to a Kubernetes API server that the suite makes, by its REST API: no `kubectl` is needed. */
import { Agent, request } from "undici";

export interface Access {
  /** Such as `https://127.0.0.1:6443`. */
  readonly server: string;
  /** PEM of who signed the server's certificate. */
  readonly authority: string;
  /** Bearer token of a member of `system:masters`. */
  readonly token: string;
}

/** A resource as the API server speaks of it. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly creationTimestamp?: string;
  };
  readonly [word: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly message?: string };
}

interface Kind {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const mergePatch = "application/merge-patch+json";
const applyPatch = "application/apply-patch+yaml";

export class Kubernetes {
  readonly #access: Access;
  readonly #agent: Agent;
  readonly #kinds = new Map<string, Promise<readonly Kind[]>>();

  constructor(access: Access) {
    this.#access = access;
    this.#agent = new Agent({ connect: { ca: access.authority } });
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  async request(method: string, path: string, body?: unknown, type = "application/json"): Promise<Answer> {
    const response = await request(`${this.#access.server}${path}`, {
      method,
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${this.#access.token}`, "content-type": type },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.body.text();
    const parsed: unknown = text.startsWith("{") ? JSON.parse(text) : { message: text };
    return { status: response.statusCode, body: parsed as Answer["body"] };
  }

  /** Server-side apply. Unknown and double fields are refused; `dryRun` asks for everything but the storing. */
  async apply(resource: Resource, { dryRun = false, manager = "cluster-suite" } = {}): Promise<Answer> {
    const { apiVersion, kind, metadata } = resource;
    const path = await this.#pathOf(apiVersion, kind, metadata.namespace, metadata.name);
    if (path === undefined) return unknownKind(apiVersion, kind);
    const query = `fieldManager=${manager}&force=true&fieldValidation=Strict${dryRun ? "&dryRun=All" : ""}`;
    return this.request("PATCH", `${path}?${query}`, resource, applyPatch);
  }

  /** As a person changes something by hand. */
  async patch(
    version: string,
    kind: string,
    namespace: string,
    name: string,
    change: unknown,
  ): Promise<void> {
    const path = await this.#path(version, kind, namespace, name);
    const { status, body } = await this.request("PATCH", `${path}?fieldManager=a-hand`, change, mergePatch);
    if (status !== 200) throw new Error(`${kind} ${name}: ${body.message}`);
  }

  async delete(version: string, kind: string, namespace: string | undefined, name: string): Promise<void> {
    const path = await this.#path(version, kind, namespace, name);
    const { status, body } = await this.request("DELETE", path);
    if (status > 202) throw new Error(`${kind} ${name}: ${body.message}`);
  }

  /** All of a kind, of one namespace or of all. */
  async list(version: string, kind: string, namespace?: string): Promise<Resource[]> {
    const { status, body } = await this.request("GET", await this.#path(version, kind, namespace));
    if (status !== 200) throw new Error(`${kind}: ${body.message}`);
    const items = body["items"] as Omit<Resource, "apiVersion" | "kind">[];
    return items.map((item) => ({ ...item, apiVersion: version, kind }) as Resource);
  }

  /** One resource, or nothing. */
  async find(version: string, kind: string, namespace: string, name: string): Promise<Resource | undefined> {
    const { status, body } = await this.request("GET", await this.#path(version, kind, namespace, name));
    return status === 200 ? (body as unknown as Resource) : undefined;
  }

  async #path(version: string, kind: string, namespace?: string, name?: string): Promise<string> {
    const path = await this.#pathOf(version, kind, namespace, name);
    if (path === undefined) throw new Error(unknownKind(version, kind).body.message);
    return path;
  }

  async #pathOf(
    version: string,
    kind: string,
    namespace?: string,
    name?: string,
  ): Promise<string | undefined> {
    const prefix = version.includes("/") ? `/apis/${version}` : `/api/${version}`;
    const known = (await this.#kindsOf(prefix)).find((one) => one.kind === kind);
    if (!known) {
      this.#kinds.delete(prefix);
      return undefined;
    }
    const where = known.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : "";
    return `${prefix}${where}/${known.name}${name === undefined ? "" : `/${name}`}`;
  }

  #kindsOf(prefix: string): Promise<readonly Kind[]> {
    const known = this.#kinds.get(prefix);
    if (known) return known;
    const asked = this.request("GET", prefix).then(({ body }) => {
      const kinds = (body["resources"] ?? []) as Kind[];
      return kinds.filter((one) => !one.name.includes("/"));
    });
    this.#kinds.set(prefix, asked);
    return asked;
  }
}

function unknownKind(
  version: string,
  kind: string,
): Answer & { readonly body: { readonly message: string } } {
  return { status: 404, body: { message: `the API server knows no ${kind} of ${version}` } };
}
