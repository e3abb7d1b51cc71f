import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { pause } from "../end-to-end/waybill.ts";
import { makeBase } from "./base.ts";
import { type ImageConfiguration, readContainerfile } from "./image.ts";

const work = mkdtempSync(join(tmpdir(), "waybill-container-"));
const started: Container[] = [];
after(async () => {
  await Promise.all(started.map((each) => each.end("SIGKILL")));
  rmSync(work, { recursive: true, force: true });
});

const base = join(work, "base");
makeBase(base);

/** A root filesystem on disk, and how a process is started in it. */
export interface Image extends ImageConfiguration {
  readonly root: string;
}

/** What a builder would make of a build context. */
export function imageOf(context: string): Image {
  const configuration = readContainerfile(context);
  const root = mkdtempSync(join(work, "root-"));
  cpSync(base, root, { recursive: true });
  chmodSync(root, 0o755);
  for (const { from, to } of configuration.copies)
    cpSync(join(context, from), join(root, to), { recursive: true });
  return { ...configuration, root };
}

/** A folder that outlives containers, as a volume does: its owner is the image's user. */
export function volume(): string {
  const folder = mkdtempSync(join(work, "volume-"));
  chownSync(folder, 65_532, 65_532);
  return folder;
}

/** Secrets as Kubernetes mounts them: files that only root writes. Answers their folder. */
export function secretFiles(secrets: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(work, "secrets-"));
  chmodSync(folder, 0o755);
  for (const [name, value] of Object.entries(secrets))
    writeFileSync(join(folder, name), value, { mode: 0o444 });
  return folder;
}

export interface ContainerOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly secrets?: string;
}

/**
 * In namespaces of its own for mounts and processes: the root read-only, `/tmp` in memory, `/data` and `/secrets` mounted. Then no new
 * privileges, the root changed, the user of the image; Node is process 1. The network is the machine's.
 */
const setup = `
  cd "$1"
  mkdir -p data secrets tmp dev proc
  mount --bind "$1" "$1"
  mount --bind "$2" "$1/data"
  mount --bind "$3" "$1/secrets"
  mount -o remount,bind,ro "$1/secrets"
  mount -t tmpfs -o size=64m,mode=1777 tmpfs "$1/tmp"
  mount -t tmpfs -o mode=755 tmpfs "$1/dev"
  for device in null zero urandom; do touch "$1/dev/$device"; mount --bind "/dev/$device" "$1/dev/$device"; done
  mount -t proc proc "$1/proc"
  mount -o remount,bind,ro "$1"
  root=$1 user=$4; shift 4
  exec setpriv --no-new-privs chroot --userspec="$user" --groups= "$root" "$@"
`;

/** A process started as a container runtime would start it from an image. */
export class Container {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  stderr = "";

  constructor(
    { root, environment, user, entrypoint }: Image,
    { variables = {}, data, secrets }: ContainerOptions = {},
  ) {
    const mounts = [root, data ?? volume(), secrets ?? secretFiles({}), user];
    const path = `${environment["PATH"]}:/usr/sbin:/sbin`; // for what sets it up; nothing of it is in the root
    this.#child = spawn(
      "/usr/bin/unshare",
      ["--mount", "--pid", "--fork", "--kill-child", "sh", "-euc", setup, "sh", ...mounts, ...entrypoint],
      { env: { ...environment, PORT: "0", ...variables, PATH: path }, stdio: ["ignore", "inherit", "pipe"] },
    );
    this.#child.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(this.#child, "close").then(([status]) => status as number | null); // the event's first argument
    started.push(this);
  }

  /** Where it serves, by its log. */
  async url(): Promise<string> {
    for (let waited = 0; waited < 60_000 && this.#child.exitCode === null; waited += 10) {
      const found = /"message":"serving".*?"url":"http:\/\/[^"]*:(\d+)"/.exec(this.stderr)?.[1];
      if (found !== undefined) return `http://127.0.0.1:${found}`;
      await pause(10);
    }
    throw new Error(`it did not start:\n${this.stderr}`);
  }

  /** Of process 1 in it, as the machine numbers it. Undefined once it is over. */
  get #process(): number | undefined {
    const { pid, exitCode } = this.#child;
    if (pid === undefined || exitCode !== null) return undefined;
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return text === "" ? undefined : Number(text);
  }

  /** `/proc/<pid>/<name>`. */
  proc(name: string): string {
    return readFileSync(`/proc/${this.#process}/${name}`, "utf8");
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const process1 = this.#process;
    if (process1 !== undefined) process.kill(process1, signal);
    return this.ended;
  }
}
