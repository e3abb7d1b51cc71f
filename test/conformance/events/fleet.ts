import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { EmbeddedEngine } from "../../../runtime/engine/embedded/index.ts";
import type { AcceptCommand } from "../../../runtime/engine/port.ts";
import { KafkaEvents } from "../../../runtime/events/kafka/index.ts";
import { outboxOf } from "./engine-outbox.ts";
import { EngineUnderEvents, embeddedOn } from "./engine-under-events.ts";
import { settingsAt } from "./kafka-subject.ts";

const subjects = 12;

/**
 * A publisher and an inbox in this process, which outlives all that is done to the others; consumers in processes of their own. What
 * became of each event is judged by what the inbox's engine worked.
 */
export class Fleet {
  readonly #broker: string;
  readonly #folder: string;
  readonly #under: EngineUnderEvents<EmbeddedEngine>;
  readonly #prefix: string;
  readonly #server: Server;
  readonly #events: KafkaEvents;
  readonly #consumers = new Set<ChildProcess>();
  #published = 0;

  private constructor(
    broker: string,
    folder: string,
    under: EngineUnderEvents<EmbeddedEngine>,
    server: Server,
  ) {
    this.#broker = broker;
    this.#folder = folder;
    this.#under = under;
    this.#server = server;
    const settings = settingsAt(broker);
    this.#prefix = settings.prefix;
    const { engine } = under;
    const outbox = outboxOf(engine);
    this.#events = new KafkaEvents({
      settings,
      inbox: engine,
      outbox,
      notes: engine.notes,
      trouble: () => undefined,
    });
  }

  static async at(broker: string): Promise<Fleet> {
    const folder = await mkdtemp(join(tmpdir(), "waybill-fleet-"));
    const under = new EngineUnderEvents(embeddedOn(join(folder, "store.db"), 100_000));
    await under.open();
    await under.serve([{ route: "mail" }], false);
    const accept = async (request: IncomingMessage): Promise<void> => {
      const command = JSON.parse(await text(request)) as AcceptCommand; // as the consumer wrote it
      await under.engine.accept(command);
    };
    const server = createServer((request, response) => {
      accept(request).then(
        () => response.end(),
        () => response.writeHead(503).end(),
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const fleet = new Fleet(broker, folder, under, server);
    await fleet.#events.serve([]);
    return fleet;
  }

  /** One more consumer of the group, once it is in it. */
  async join(): Promise<ChildProcess> {
    const address = this.#server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const file = join(import.meta.dirname, "consumer-process.ts");
    const args = [file, this.#broker, this.#prefix, `http://127.0.0.1:${port}`];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
    this.#consumers.add(child);
    await once(child.stdout, "data");
    return child;
  }

  async gone(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.#consumers.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }

  /** So many events from runs of this process, each subject's numbered from zero. */
  async publish(count: number): Promise<void> {
    for (const end = this.#published + count; this.#published < end; ) {
      const batch = Array.from({ length: Math.min(6, end - this.#published) }, (_, index) => {
        const number = this.#published + index;
        return { subject: `s${number % subjects}`, data: Math.floor(number / subjects) };
      });
      await this.#under.publish(batch);
      this.#published += batch.length;
    }
  }

  get worked(): number {
    return this.#under.taken.length;
  }

  get published(): number {
    return this.#published;
  }

  /** The numbers of each subject, in the order in which they were worked; and what they would be if nothing was lost, doubled or turned around. */
  judge(): { readonly found: unknown; readonly wanted: unknown } {
    const names = Array.from({ length: subjects }, (_, index) => `s${index}`);
    const found = names.map((name) =>
      this.#under.taken.flatMap(({ event }) => (event.subject === name ? [event.data] : [])),
    );
    const wanted = names.map((_, index) =>
      Array.from({ length: Math.ceil((this.#published - index) / subjects) }, (_unused, number) => number),
    );
    return { found, wanted };
  }

  async close(): Promise<void> {
    for (const child of this.#consumers) await this.gone(child, "SIGKILL");
    await this.#events.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#under.close();
    await rm(this.#folder, { recursive: true });
  }
}
