import { setTimeout as pause } from "node:timers/promises";
import { freePorts } from "../../../trial/leashed.ts";
import { Victim } from "../../campaign/world/victim.ts";
import type { ReplicaSettings } from "../replica/serve.ts";
import type { Seat } from "./network.ts";

const program = new URL("../replica/main.ts", import.meta.url);
/** How long a caller waits for an answer, milliseconds. */
const patienceMs = 5_000;
/** How long it may take until it serves: PostgreSQL may be away for a minute, and Restate too. Milliseconds. */
const startMs = 240_000;
const againMs = 1_000;
/** As a kubelet: asked so often, and not ready after so many silences of so long. Milliseconds. */
const probe = { everyMs: 1_000, silentMs: 1_000, failures: 3 } as const;

export interface ReplicaOptions {
  readonly seat: Seat;
  readonly settings: Omit<ReplicaSettings, "host">;
  /** Where it writes what it is doing when it is asked for that. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Told of each change, first before it serves: Restate asks it what it serves. */
  readonly ready: (isReady: boolean, target: string) => void;
}

/** One replica, from its start to its end. */
export class Replica {
  readonly seat: Seat;
  readonly target: string;
  readonly victim: Victim;
  isReady = true;
  readonly #tell: ReplicaOptions["ready"];

  private constructor(victim: Victim, target: string, { seat, ready }: ReplicaOptions) {
    this.victim = victim;
    this.seat = seat;
    this.target = target;
    this.#tell = ready;
    void this.#probe();
  }

  static async start(options: ReplicaOptions): Promise<Replica> {
    const { seat, settings, env, folder, ready } = options;
    const { host } = seat;
    const [port = 0] = await freePorts(1);
    const target = `${host}:${port}`;
    ready(true, target);
    const restate = { ...settings.restate, listen: { host, port } };
    // One that ends for want of a server is started again, as by a kubelet.
    for (const end = Date.now() + startMs; ; await pause(againMs)) {
      const victim = await Victim.start({
        program,
        env: { ...env, REPLICA: JSON.stringify({ ...settings, host, restate }) },
        folder,
        within: seat.within,
        startMs,
        patienceMs,
      });
      if (victim.alive) return new Replica(victim, target, options);
      if (Date.now() > end) throw new Error(`A replica does not start: ${victim.said}`);
    }
  }

  /** As a machine that loses power. */
  async kill(): Promise<void> {
    await this.victim.kill();
    this.#gone();
  }

  /** As a pod that is told to end. */
  async stop(): Promise<void> {
    this.victim.release();
    await this.victim.ask("stop");
    await Promise.race([this.victim.exited, pause(patienceMs)]);
    await this.kill();
  }

  #gone(): void {
    this.#be(false);
    this.seat.leave();
  }

  #be(isReady: boolean): void {
    if (this.isReady === isReady) return;
    this.isReady = isReady;
    this.#tell(isReady, this.target);
  }

  async #probe(): Promise<void> {
    let silences = 0;
    while (this.victim.alive) {
      const answer = await this.victim.ask("ready", undefined, probe.silentMs);
      silences = answer.kind === "ok" ? 0 : silences + 1;
      if (silences === 0 && this.victim.alive) this.#be(true);
      if (silences >= probe.failures) this.#be(false);
      await pause(probe.everyMs, undefined, { ref: false });
    }
    this.#be(false);
  }
}
