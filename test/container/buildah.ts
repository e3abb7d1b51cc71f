import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Image } from "./container.ts";

/** Images built by buildah, in a store of its own: no daemon, no network. */
export class Buildah {
  readonly #store = mkdtempSync(join(tmpdir(), "waybill-buildah-"));

  /** What it holds is gone. */
  remove(): void {
    this.run("rm", "--all");
    rmSync(this.#store, { recursive: true, force: true });
  }

  static get isHere(): boolean {
    return spawnSync("buildah", ["--version"]).status === 0;
  }

  /** What it says. Anything but success fails the test. */
  run(...args: readonly string[]): string {
    const store = [
      "--root",
      join(this.#store, "root"),
      "--runroot",
      join(this.#store, "run"),
      "--storage-driver",
      "vfs",
    ];
    const { status, stdout, stderr } = spawnSync("buildah", [...store, ...args], { encoding: "utf8" });
    assert.equal(status, 0, `buildah ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  /** An image of the files of a folder and nothing else. */
  commit(folder: string, name: string): void {
    const container = this.run("from", "scratch");
    this.run("copy", container, folder, "/");
    this.run("commit", "--timestamp", "0", container, name);
    this.run("rm", container);
  }

  /** Answers its id. */
  build(context: string, name: string): string {
    return this.run(
      "build",
      "--quiet",
      "--no-cache",
      "--isolation",
      "chroot",
      "--timestamp",
      "0",
      "--tag",
      name,
      context,
    );
  }

  /** Its files as they lie on disk, and its configuration as a container runtime reads it. */
  mount(name: string): Image {
    const { config } = (JSON.parse(this.run("inspect", "--type", "image", name)) as Inspected).OCIv1;
    const root = this.run("mount", this.run("from", name));
    const environment = Object.fromEntries(config.Env.map((each) => each.split(/=(.*)/s).slice(0, 2)));
    return { root, environment, user: config.User, entrypoint: config.Entrypoint, copies: [] };
  }
}

interface Inspected {
  readonly OCIv1: {
    readonly config: {
      readonly User: string;
      readonly Env: readonly string[];
      readonly Entrypoint: readonly string[];
    };
  };
}
