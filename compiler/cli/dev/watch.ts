import { once } from "node:events";
import { type FSWatcher, watch } from "chokidar";

/** A burst of changes ends where nothing changes for so long, milliseconds. */
const quietMs = 50;

/** What changes below a folder of specs, from the moment it resolves: also before somebody asks for it. */
export class SpecWatch {
  readonly #watcher: FSWatcher;
  readonly #changed: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #running = Promise.resolve();

  private constructor(watcher: FSWatcher, changed: () => Promise<void>) {
    this.#watcher = watcher;
    this.#changed = changed;
    watcher.on("all", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.call(this.#changed), quietMs);
    });
  }

  /** @param changed is called after every burst of changes, one call at a time */
  static async begin(folder: string, changed: () => Promise<void>): Promise<SpecWatch> {
    const watcher = watch(folder, {
      ignoreInitial: true,
      ignored: (path) =>
        /[\\/](node_modules|build|dist|\.[^\\/.][^\\/]*)([\\/]|$)/.test(path.slice(folder.length)),
    });
    const ready = once(watcher, "ready");
    const specs = new SpecWatch(watcher, changed);
    await ready;
    return specs;
  }

  /** What changes meanwhile waits until it is done. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#running.then(work);
    this.#running = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Waits for a call that is under way. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
    await this.#running;
  }
}

/** Resolves at the first SIGINT or SIGTERM. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
