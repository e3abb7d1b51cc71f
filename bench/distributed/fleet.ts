import { fileURLToPath } from "node:url";
import { Balancer } from "../../test/failures/world/balancer.ts";
import { freePorts } from "../../trial/leashed.ts";
import type { Contestant } from "../engine/contest.ts";
import { type Server, startProcess } from "../engine/server.ts";
import { usageOf } from "../engine/usage.ts";
import type { Around } from "./around.ts";

export interface FleetOptions {
  /** In this folder. */
  readonly program: string;
  /** Where each process takes orders; of several the sender takes them in turn. */
  readonly path: string;
  readonly around: Omit<Around, "listen" | "address">;
  readonly processes: number;
  /** Process ids of the servers that they work with. */
  readonly servers: readonly number[];
}

/** Processes of one program behind one address that Restate calls, as one side of a contest. */
export function fleet({ program, path, around, processes, servers }: FleetOptions): Contestant {
  const file = fileURLToPath(new URL(program, import.meta.url));
  return async (variables) => {
    const balancer = await Balancer.start("127.0.0.1");
    const members: Server[] = [];
    for (const listen of await freePorts(processes)) {
      // Before it is ready: Restate asks it what it serves.
      balancer.add(`127.0.0.1:${listen}`);
      const given: Around = { ...around, listen, address: balancer.address };
      const member = { ...variables, AROUND: JSON.stringify(given) };
      members.push(await startProcess([process.execPath, file], path, member));
    }
    const sum = (of: (member: Server) => number): number => members.reduce((all, one) => all + of(one), 0);
    const cpuMs = (): number => sum((member) => member.cpuMs());
    return {
      ports: [...new Set(members.flatMap(({ ports }) => ports))],
      path,
      startMs: sum(({ startMs }) => startMs),
      peakMb: () => sum((member) => member.peakMb()),
      cpuMs,
      cpuMsOfAll: () => servers.reduce((all, pid) => all + usageOf(pid).cpuMs, cpuMs()),
      async kill() {
        await Promise.all(members.map((member) => member.kill()));
        balancer.close();
      },
    };
  };
}
