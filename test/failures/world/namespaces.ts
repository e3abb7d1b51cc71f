import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import type { Network, Seat } from "./network.ts";

/** Names of what is ours, with the process that made it. */
const prefix = "waybill-";
const mounted = "/run/netns";
const rulePreference = "10";
/** What takes longer is ended, and an error. Milliseconds. */
const commandMs = 60_000;

/**
 * Each replica in a network namespace of its own, all joined by one that forwards between them and this machine (ip-netns(8), veth(4)).
 * A cut is a rule there that drops what it would forward (ip-rule(8), `blackhole`): as in a switch, neither side is told.
 *
 * Needs root on Linux with iproute2. What a killed predecessor left is taken away first.
 */
export class Namespaces implements Network {
  readonly outside: string;
  readonly restate: string;
  readonly postgres: string;
  readonly kafka: string;
  readonly #hub = `${prefix}${process.pid}-hub`;
  readonly #link = `wb${process.pid}`;
  readonly #net: string;
  readonly #seats = new Set<Seat>();
  #joined = 0;

  /** Throws where this machine forbids it. */
  constructor() {
    sweep();
    // A network of its own for each process of the suite, of those that are for such use (RFC 1918).
    this.#net = `10.${100 + (process.pid % 100)}`;
    [this.outside, this.restate, this.postgres, this.kafka] = [1, 2, 3, 4].map(
      (last) => `${this.#net}.0.${last}`,
    ) as [string, string, string, string]; // Four of four.
    try {
      this.#make();
    } catch (error) {
      this.close();
      throw error;
    }
    process.once("exit", this.#abandon);
  }

  join(): Seat {
    const number = (this.#joined = (this.#joined % 250) + 1);
    const name = `${prefix}${process.pid}-${number}`;
    const host = `${this.#net}.${number}.1`;
    const gateway = `${this.#net}.${number}.254`;
    const port = `seat${number}`;
    ip(`netns add ${name}`);
    ip(`link add name eth0 netns ${name} type veth peer name ${port} netns ${this.#hub}`);
    for (const [space, link, address] of [
      [this.#hub, port, gateway],
      [name, "eth0", host],
    ]) {
      ip(`-n ${space} address add ${address}/24 dev ${link}`);
      ip(`-n ${space} link set dev ${link} up`);
    }
    ip(`-n ${name} link set dev lo up`);
    ip(`-n ${name} route add default via ${gateway}`);
    const cut = new Set<string>();
    const rule = (verb: "add" | "del", from: string): void => {
      for (const way of [`from ${from} to ${host}`, `from ${host} to ${from}`])
        ip(`-n ${this.#hub} rule ${verb} ${way} blackhole pref ${rulePreference}`);
    };
    const seat: Seat = {
      host,
      within: ["ip", "netns", "exec", name],
      cutOff: (from) => {
        rule("add", from);
        cut.add(from);
      },
      unplug: () => ip(`-n ${this.#hub} link set dev ${port} down`),
      mend: () => {
        ip(`-n ${this.#hub} link set dev ${port} up`);
        for (const from of cut) rule("del", from);
        cut.clear();
      },
      leave: () => {
        seat.mend();
        ip(`netns del ${name}`);
        this.#seats.delete(seat);
      },
    };
    this.#seats.add(seat);
    return seat;
  }

  close(): void {
    process.off("exit", this.#abandon);
    this.#abandon();
  }

  #make(): void {
    const [hub, link] = [this.#hub, this.#link];
    ip(`netns add ${hub}`);
    execFileSync("ip", ["netns", "exec", hub, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"]);
    ip(`link add name ${link} type veth peer name up netns ${hub}`);
    for (const host of [this.outside, this.restate, this.postgres, this.kafka])
      ip(`address add ${host}/24 dev ${link}`);
    ip(`link set dev ${link} up`);
    ip(`-n ${hub} address add ${this.#net}.0.254/24 dev up`);
    ip(`-n ${hub} link set dev up up`);
    ip(`route add ${this.#net}.0.0/16 via ${this.#net}.0.254`);
  }

  /** With the namespaces go their links, and the routes by them. */
  readonly #abandon = (): void => {
    for (const name of ownedBy(process.pid)) ip(`netns del ${name}`);
  };
}

function ip(command: string): void {
  execFileSync("ip", command.split(" "), {
    stdio: ["ignore", "ignore", "pipe"],
    timeout: commandMs,
    killSignal: "SIGKILL",
  });
}

function ownedBy(pid: number): readonly string[] {
  return existsSync(mounted)
    ? readdirSync(mounted).filter((name) => name.startsWith(`${prefix}${pid}-`))
    : [];
}

/** Takes away what belongs to processes that are gone. */
function sweep(): void {
  if (!existsSync(mounted)) return;
  for (const name of readdirSync(mounted)) {
    const [, pid] = /^waybill-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) ip(`netns del ${name}`);
  }
}
