import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { peakMbOf, usageOf } from "./usage.ts";

/** Servers that do the same, each a program in this folder and the path it takes orders at. */
const sides = {
  floor: { program: "floor.ts", path: "/" },
  engine: { program: "bare.ts", path: "/" },
  service: { program: "service.ts", path: "/api/orders" },
} as const;

export type Side = keyof typeof sides;

export interface Server {
  /** One for each of its processes that takes orders. */
  readonly ports: readonly number[];
  readonly path: string;
  /** From the start of the process until it listens. */
  readonly startMs: number;
  /** The most that was resident so far, MB. */
  peakMb(): number;
  /** Processor time of all its threads so far, ms, to the 10 ms that Linux counts in. */
  cpuMs(): number;
  /** The same, with that of the servers that it works with. */
  cpuMsOfAll(): number;
  /** As `kill -9` does. */
  kill(): Promise<void>;
}

/** The program of a side. */
export function programOf(side: Side): string {
  return fileURLToPath(new URL(sides[side].program, import.meta.url));
}

/** A side as a process of its own, on this store. `variables`: `STUB`, and what its program reads beside. */
export function startServer(
  side: Side,
  store: string,
  variables: Readonly<Record<string, string>>,
  program: string = programOf(side),
): Promise<Server> {
  return startProcess([process.execPath, program], sides[side].path, { ...variables, STORE: store });
}

/** A server as a process, which prints its port first. */
export async function startProcess(
  [command = "", ...args]: readonly string[],
  path: string,
  variables: Readonly<Record<string, string>>,
): Promise<Server> {
  const begun = performance.now();
  const child = spawn(command, args, {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  const { pid = 0 } = child;
  return {
    ports: [Number(first.toString())],
    path,
    startMs: performance.now() - begun,
    peakMb: () => peakMbOf(pid),
    cpuMs: () => usageOf(pid).cpuMs,
    cpuMsOfAll: () => usageOf(pid).cpuMs,
    async kill() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

export interface Stub {
  readonly url: string;
  calls(): number;
  /** How long it took to answer one, on average, milliseconds: a timer is late where the machine is busy. */
  answerMs(): number;
  close(): void;
}

/** The system called. Answers at once, or after so many milliseconds. */
export async function startStub(delayMs = 0): Promise<Stub> {
  let calls = 0;
  let spentMs = 0;
  const server = createServer((request, response) => {
    const begun = performance.now();
    const answer = (): void => {
      calls += 1;
      spentMs += performance.now() - begun;
      response.writeHead(200, { "content-type": "application/json" }).end('{"d":{"SalesOrder":"4711"}}');
    };
    request.resume().on("end", () => (delayMs === 0 ? answer() : setTimeout(answer, delayMs)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls: () => calls,
    answerMs: () => spentMs / calls,
    close: () => (server.close(), server.closeAllConnections()),
  };
}

/** How long nobody may call the stub while it is waited for, milliseconds. */
const patienceMs = 60_000;

/** Resolves when the stub was called so often; rejects where nobody calls it any more. */
export async function called(stub: Stub, times: number): Promise<void> {
  let [seen, since] = [stub.calls(), performance.now()];
  while (stub.calls() < times) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (stub.calls() !== seen) [seen, since] = [stub.calls(), performance.now()];
    else if (performance.now() - since > patienceMs)
      throw new Error(`the stub was called ${seen} times, and ${times} were expected`);
  }
}
