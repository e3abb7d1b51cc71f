import { watch } from "chokidar";

/** Calls `changed` after every burst of changes below the folder, one call at a time; resolves when the process is told to stop. */
export async function watchSpecs(folder: string, changed: () => Promise<void>): Promise<void> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) =>
      /[\\/](node_modules|build|dist|\.[^\\/.][^\\/]*)([\\/]|$)/.test(path.slice(folder.length)),
  });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(changed);
    }, 50);
  });
  await stopped();
  clearTimeout(timer);
  await watcher.close();
  await running;
}

/** Resolves at the first SIGINT or SIGTERM. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
