import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** How long a replica has to take a connection before its caller is told that there is none, milliseconds. */
const connectMs = 3_000;

/**
 * One address for the replicas of a build, each connection to the next of them that is ready: as a Service of Kubernetes. It stands at
 * the address of who calls by it, so that who is cut off from that is cut off from here.
 */
export class Balancer {
  readonly address: string;
  readonly #host: string;
  readonly #server: Server;
  readonly #ready = new Set<string>();
  readonly #open = new Set<Socket>();
  #turn = 0;

  private constructor(host: string, server: Server) {
    const { port } = server.address() as AddressInfo; // It listens.
    this.#host = host;
    this.#server = server;
    this.address = `http://${host}:${port}`;
    server.on("connection", (socket: Socket) => this.#connect(socket));
  }

  static async start(host: string): Promise<Balancer> {
    const server = createServer().listen(0, host);
    await once(server, "listening");
    return new Balancer(host, server);
  }

  /** `host:port` takes connections from now on. */
  add(target: string): void {
    this.#ready.add(target);
  }

  /** Nothing new leads there; what is open stays. */
  remove(target: string): void {
    this.#ready.delete(target);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #connect(socket: Socket): void {
    const targets = [...this.#ready];
    const target = targets[this.#turn++ % Math.max(targets.length, 1)];
    if (target === undefined) return void socket.destroy();
    const { hostname, port } = new URL(`tcp://${target}`);
    const through = connect({ host: hostname, port: Number(port), localAddress: this.#host });
    const patience = setTimeout(() => through.destroy(), connectMs);
    through.once("connect", () => clearTimeout(patience));
    socket.pipe(through).pipe(socket);
    for (const [one, other] of [
      [socket, through],
      [through, socket],
    ] as const) {
      this.#open.add(one);
      one
        .on("error", () => other.destroy())
        .on("close", () => {
          clearTimeout(patience);
          this.#open.delete(one);
          other.destroy();
        });
    }
  }
}
