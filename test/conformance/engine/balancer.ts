import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** One address of loopback for several ports, each connection to the next of them: as a Service of Kubernetes. */
export class Balancer {
  readonly #server: Server;
  /** Connections that are open, by port. */
  readonly #open = new Map<number, Set<Socket>>();
  #turn = 0;

  private constructor() {
    this.#server = createServer((socket) => this.#connect(socket));
  }

  static async start(port: number): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.#server.listen(port, "127.0.0.1");
    await once(balancer.#server, "listening");
    return balancer;
  }

  add(port: number): void {
    this.#open.set(port, new Set());
  }

  /** What is open to it is cut, and nothing new leads there. */
  remove(port: number): void {
    const open = this.#open.get(port);
    this.#open.delete(port);
    for (const socket of open ?? []) socket.destroy();
  }

  stop(): void {
    this.#server.close();
    for (const port of this.#open.keys()) this.remove(port);
  }

  #connect(socket: Socket): void {
    const ports = [...this.#open];
    const next = ports[this.#turn++ % Math.max(ports.length, 1)];
    if (next === undefined) return void socket.destroy();
    const [port, open] = next;
    const through = connect(port, "127.0.0.1");
    socket.pipe(through).pipe(socket);
    for (const [one, other] of [
      [socket, through],
      [through, socket],
    ] as const) {
      open.add(one);
      one
        .on("error", () => other.destroy())
        .on("close", () => {
          open.delete(one);
          other.destroy();
        });
    }
  }
}
