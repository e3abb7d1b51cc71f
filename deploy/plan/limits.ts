import type { Resources } from "../manifest.ts";

/**
 * What a container asks for, and at most gets. Memory is as asked: what is promised is there. Processor time may be four times as much,
 * and a whole core at least, so that starting and bursts are quick.
 */
export function limitsOf({ cpu, memory }: Resources): unknown {
  return {
    requests: { cpu, memory, "ephemeral-storage": "16Mi" },
    limits: { cpu: `${Math.max(1_000, millicores(cpu) * 4)}m`, memory, "ephemeral-storage": "128Mi" },
  };
}

/** Thousandths of a core in a quantity of Kubernetes: `250m` is 250, `1.5` is 1500. */
function millicores(cpu: string): number {
  return Math.ceil(cpu.endsWith("m") ? Number(cpu.slice(0, -1)) : Number(cpu) * 1_000);
}
