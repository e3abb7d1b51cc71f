import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const imageBytes = 96 * 1024 * 1024;
/** What takes longer is ended, and an error. Milliseconds. */
const commandMs = 60_000;
/** A tenth of a second apart. */
const mountTries = 100;

/**
 * Where the store lies: a file system of its own in a file, which can be filled and made read-only. That takes the right to mount;
 * without it (`why` says what was refused) a plain folder, with which neither can be done.
 */
export class Disk {
  readonly folder: string;
  readonly #mount: string;
  readonly why: string | undefined;
  #mounted = false;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "waybill-campaign-"));
    this.#mount = join(this.folder, "disk");
    mkdirSync(this.#mount);
    this.why = this.#make();
  }

  get store(): string {
    return join(this.#mount, "store.db");
  }

  /** Leaves no room, as a log that nobody rotates does. */
  fill(): void {
    const { blocks, bsize } = statfsSync(this.#mount);
    try {
      writeFileSync(join(this.#mount, "filler"), Buffer.alloc(blocks * bsize));
    } catch (error) {
      // That it did not all fit is what was wanted.
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }

  empty(): void {
    rmSync(join(this.#mount, "filler"), { force: true });
  }

  /** What a file system does to itself after an error: no write goes through from now on, and what was not synced is lost. */
  abort(): void {
    run("mount", "-o", "remount,abort", this.#mount);
  }

  /** After nobody has it open any more. Who copied the machine's mounts meanwhile, as a container's start does, holds it a moment longer. */
  async mountAgain(...options: readonly string[]): Promise<void> {
    this.#unmount();
    for (let tries = 0; ; tries += 1) {
      try {
        return this.#mountImage(options);
      } catch (error) {
        if (tries === mountTries || !(error instanceof Error && /busy/.test(error.message))) throw error;
        await sleep(100);
      }
    }
  }

  /** With `keep` the folder stays, with the store's files in it. */
  close(keep: boolean): void {
    if (keep)
      for (const name of readdirSync(this.#mount))
        if (name.startsWith("store.db")) copyFileSync(join(this.#mount, name), join(this.folder, name));
    this.#unmount();
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }

  /** Also while somebody has it open; the folder stays. */
  abandon(): void {
    if (this.#mounted) run("umount", "--lazy", this.#mount);
    this.#mounted = false;
  }

  #make(): string | undefined {
    const image = join(this.folder, "image");
    try {
      writeFileSync(image, "");
      truncateSync(image, imageBytes);
      run("mkfs.ext4", "-q", "-m", "0", image);
      this.#mountImage([]);
      return undefined;
    } catch (error) {
      return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    }
  }

  #mountImage(options: readonly string[]): void {
    run("mount", "-o", ["loop", ...options].join(","), join(this.folder, "image"), this.#mount);
    this.#mounted = true;
  }

  #unmount(): void {
    if (this.#mounted) run("umount", this.#mount);
    this.#mounted = false;
  }
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, {
    stdio: ["ignore", "ignore", "pipe"],
    timeout: commandMs,
    killSignal: "SIGKILL",
  });
}
