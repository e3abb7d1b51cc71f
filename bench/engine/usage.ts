import { readFileSync } from "node:fs";

/** What a process and those that it has started have used (Linux, proc(5)). */
export interface Usage {
  /** Processor time of all threads so far, ms, to the 10 ms that Linux counts in. */
  readonly cpuMs: number;
  /** Resident now, MB; of what several share each has its part. */
  readonly memoryMb: number;
}

export function usageOf(pid: number): Usage {
  const own = { cpuMs: cpuMsOf(pid), memoryMb: memoryMbOf(pid) };
  return childrenOf(pid)
    .map(usageOf)
    .reduce((sum, one) => ({ cpuMs: sum.cpuMs + one.cpuMs, memoryMb: sum.memoryMb + one.memoryMb }), own);
}

/** The most that was resident so far, MB. */
export function peakMbOf(pid: number): number {
  const status = said(pid, "status");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1_000;
}

function cpuMsOf(pid: number): number {
  // After the name, which is in brackets: state, ten more, then utime, stime, and those of children that have ended, in hundredths of a second.
  const [, rest = ""] = said(pid, "stat").split(") ");
  const times = rest.split(" ").slice(11, 15);
  return times.reduce((sum, time) => sum + Number(time), 0) * 10;
}

function memoryMbOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(said(pid, "smaps_rollup"))?.[1] ?? 0) / 1_000;
}

function childrenOf(pid: number): readonly number[] {
  const text = said(pid, `task/${pid}/children`).trim();
  return text === "" ? [] : text.split(" ").map(Number);
}

/** Nothing of one that has ended: what it used is then its parent's to say. */
function said(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
