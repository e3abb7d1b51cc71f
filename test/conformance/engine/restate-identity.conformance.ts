/** Who may call the port that a service opens for Restate: a real Restate that signs its calls, and others. */
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type ClientHttp2Session, connect } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { command, info, options, program } from "../../runtime/engine/embedded/bench-of.ts";
import { Databases } from "../store/databases.ts";
import { rested } from "./programs.ts";

const [own, foreign] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];
let folder: string;
let server: Restate;
let databases: Databases;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-identity-"));
  const file = join(folder, "private.pem");
  await writeFile(file, own.privateKey.export({ type: "pkcs8", format: "pem" }));
  const settings = { RESTATE_REQUEST_IDENTITY_PRIVATE_KEY_PEM_FILE: file };
  [server, databases] = await Promise.all([Restate.start({ settings }), Databases.start()]);
});
after(() => Promise.all([server.stop(), databases.stop(), rm(folder, { recursive: true })]));

const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** As Restate writes a public key: its bytes in base58. */
function identityOf(key: KeyObject): string {
  let left = BigInt(`0x${Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url").toString("hex")}`);
  let text = "";
  for (; left > 0n; left /= 58n) text = `${digits[Number(left % 58n)]}${text}`;
  return `publickeyv1_${text}`;
}

async function heeding(context: TestContext, key: KeyObject) {
  const [port = 0] = await freePorts(1);
  const engine = new RestateEngine({
    store: await databases.open(await databases.make()),
    restate: {
      ingress: `http://${server.ingress}`,
      listen: { host: "127.0.0.1", port },
      prefix: `identity-${port}-`,
      identities: [identityOf(key)],
      register: { admin: `http://${server.admin}`, address: `http://127.0.0.1:${port}` },
    },
  });
  context.after(() => engine.close({ drainMs: 0 }));
  const calls: string[] = [];
  const route = program("orders", async (run) => {
    await run.step(info("post"), options(), async () => void calls.push("post"));
  });
  return { engine, port, calls, route };
}

/** The status of a call such as Restate makes. */
function statusOf(
  session: ClientHttp2Session,
  path: string,
  more: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": path === "/discover" ? "GET" : "POST",
      ":path": path,
      ...more,
    });
    stream.on("response", (headers) => resolve(Number(headers[":status"])));
    stream.on("error", reject);
    stream.resume().end();
  });
}

test("Restate moves runs with calls that it signs; whoever calls without, or with something made up, is turned away", {
  timeout: 60_000,
}, async (context) => {
  const { engine, port, calls, route } = await heeding(context, own.publicKey);
  await engine.serve("one", [route]);
  const { run } = await engine.accept(command("orders"));
  assert.equal((await rested(engine, run)).state, "done");
  const session = connect(`http://127.0.0.1:${port}`);
  context.after(() => session.destroy());
  const move = `/invoke/identity-${port}-orders/move`;
  const madeUp = { "x-restate-signature-scheme": "v1", "x-restate-jwt-v1": "eyJhbGciOiJub25lIn0.e30." };
  const unsigned = { "x-restate-signature-scheme": "unsigned" };
  for (const path of ["/discover", move])
    for (const headers of [{}, unsigned, madeUp])
      assert.equal(await statusOf(session, path, headers), 401, `${path} ${JSON.stringify(headers)}`);
  assert.deepEqual(calls, ["post"]);
});

test("a Restate that signs with another key is not let in, and the service says so when it starts", {
  timeout: 60_000,
}, async (context) => {
  const { engine, route } = await heeding(context, foreign.publicKey);
  await assert.rejects(engine.serve("one", [route]), /Restate does not take .*401/s);
});
