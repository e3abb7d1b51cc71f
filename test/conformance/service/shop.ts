import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type RunningService, startService } from "../../../runtime/service/index.ts";
import { callerOf, type Running } from "../../runtime/service/running.ts";
import { Books } from "./books.ts";
import type { Servers } from "./servers.ts";
import { tills } from "./tills.ts";

/** A service of the estate of tills, and what stands around it. */
export interface Shop {
  /** Where it enters sales. */
  readonly books: Books;
  readonly running: RunningService;
  readonly service: Running;
  /** What its names begin with on Kafka. */
  readonly prefix: string;
  /** The topic of its sales. */
  readonly topic: string;
  /** What it wrote to its log. */
  readonly logged: readonly string[];
}

/** With a database and topics of its own, until the case is over. */
export async function openShop(context: TestContext, servers: Servers): Promise<Shop> {
  const books = await Books.open();
  context.after(() => books.close());
  const folder = mkdtempSync(join(tmpdir(), "waybill-tills-"));
  const variables = await servers.variables(await servers.databases.make({ empty: true }));
  const logged: string[] = [];
  const running = await startService(tills, {
    port: 0,
    variables: {
      ...variables,
      WAYBILL_ENVIRONMENT: "shops",
      WAYBILL_ADMIN_TOKEN: "local",
      WAYBILL_DATA: folder,
      WAYBILL_HOST: "127.0.0.1",
      WAYBILL_SYSTEM_BOOKS_URL: books.url,
    },
    log: (_level, message) => void logged.push(message),
  });
  context.after(async () => {
    await running.close({ drainMs: 1_000 });
    rmSync(folder, { recursive: true });
  });
  const prefix = variables["WAYBILL_KAFKA_PREFIX"] ?? "";
  return { books, running, service: callerOf(running.url), prefix, topic: `${prefix}event.sold.v1`, logged };
}
