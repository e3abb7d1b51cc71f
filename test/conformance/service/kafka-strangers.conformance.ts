import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { commandLineClasspath } from "../../../trial/kafka/install.ts";
import { admin } from "../../runtime/service/running.ts";
import { until } from "../until.ts";
import { Servers } from "./servers.ts";
import { openShop, type Shop } from "./shop.ts";

let servers: Servers;
before(async () => {
  servers = await Servers.start();
});
after(() => servers.stop());

/** Publishes what Kafka's own console producer makes of such lines: `headers<TAB>key<TAB>value`. */
async function produce({ topic }: Shop, ...lines: readonly string[]): Promise<void> {
  const child = spawn(
    "java",
    [
      "-cp",
      await commandLineClasspath(),
      "org.apache.kafka.tools.ConsoleProducer",
      "--bootstrap-server",
      servers.kafka.address,
      "--topic",
      topic,
      ...["parse.headers=true", "parse.key=true"].flatMap((word) => ["--reader-property", word]),
    ],
    { stdio: ["pipe", "ignore", "ignore"] },
  );
  child.stdin.end(`${lines.join("\n")}\n`);
  const [code] = (await once(child, "exit")) as [number]; // Node says so
  assert.equal(code, 0);
}

const timeout = 180_000;
const attributes = "ce_specversion:1.0,ce_source:/tills,ce_type:sold@1";

test("a stranger's events are taken in binary and in structured mode, and its mistakes are dead letters that hold up nobody", {
  timeout,
}, async (context) => {
  const shop = await openShop(context, servers);
  const { books, service } = shop;
  const structured = JSON.stringify({
    specversion: "1.0",
    id: "s-1",
    source: "/tills",
    type: "sold@1",
    subject: "b",
    data: { till: "b", number: 0 },
  });
  await produce(
    shop,
    `${attributes},ce_id:b-1,ce_subject:a,content-type:application/json\ta\t{"till":"a","number":0}`,
    `content-type:application/cloudevents+json; charset=UTF-8\tb\t${structured}`,
    `x:y\ta\thello, this is no event of a@example.org`,
    `${attributes},ce_id:b-2,ce_subject:a\ta\t{"till":"a"}`,
    `${attributes},ce_id:b-3,ce_subject:a\ta\t{"till":"a","number":1}`,
  );
  await until(
    () => books.entries.length,
    (count) => count === 3,
    60_000,
  );
  assert.deepEqual(Object.fromEntries(books.byTill()), { a: [0, 1], b: [0] });
  const letters = await until(
    async () => (await service.call("GET", "/admin/deadletters", undefined, admin)).body.deadLetters,
    ({ length }) => length === 2,
  );
  const errors: string[] = letters.map(({ error }: { error: string }) => error).toSorted();
  assert.match(
    errors[0] ?? "",
    /^It is no event: neither ce_specversion nor a content type of CloudEvents\. As it came it stands in \S+unreadable\.book$/,
  );
  assert.match(errors[1] ?? "", /number|till|sold@1/);
  assert.ok(!JSON.stringify(letters).includes("example.org"));
  const none = letters.find(({ error }: { error: string }) => error.startsWith("It is no event"));
  const again = await service.call("POST", `/admin/deadletters/${none.id}/redrive`, { by: "ann" }, admin);
  assert.equal(again.status, 202);
  const second = await until(
    async () => (await service.call("GET", "/admin/deadletters", undefined, admin)).body.deadLetters,
    (open) =>
      open.some(({ id, error }: { id: string; error: string }) => id !== none.id && error === none.error),
  );
  assert.equal(second.length, 2);
});

test("a replay by the admin API takes again what a stranger published since", {
  timeout,
}, async (context) => {
  const shop = await openShop(context, servers);
  const { books, service } = shop;
  const sale = (id: string, number: number) =>
    `${attributes},ce_id:${id},ce_subject:a\ta\t{"till":"a","number":${number}}`;
  await produce(shop, sale("1", 0));
  await until(
    () => books.calls,
    (calls) => calls === 1,
    60_000,
  );
  const from = new Date().toISOString();
  await produce(shop, sale("2", 1), sale("3", 2));
  await until(
    () => books.calls,
    (calls) => calls === 3,
    60_000,
  );
  const order = { route: "book", from, by: "ann", reason: "the books lost a day" };
  const dry = await service.call("POST", "/admin/events/replay", { ...order, dryRun: true }, admin);
  assert.deepEqual([dry.status, dry.body.events, dry.body.first.id, dry.body.last.id], [200, 2, "2", "3"]);
  const replayed = await service.call("POST", "/admin/events/replay", order, admin);
  assert.deepEqual([replayed.status, replayed.body.events], [202, 2]);
  await until(
    () => books.calls,
    (calls) => calls === 5,
    60_000,
  );
  assert.deepEqual(
    books.entries.map(({ number }) => number),
    [0, 1, 2, 1, 2],
  );
});
