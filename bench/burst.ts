/**
 * A burst of ten times the peak while the ERP works at a tenth of its rate: how long until the backlog is gone, against what the
 * rates alone say, and what the service holds in memory meanwhile.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "./engine/load.ts";
import { called, startServer, startStub } from "./engine/server.ts";
import { type Result, result } from "./result.ts";

/** Messages a second at the peak, and how long it lasts at ten times as many. */
const peak = 100;
const seconds = 5;
/** The ERP takes 20 calls at once. At its best it answers each after 10 ms, which is 2,000 a second; now after 100. */
const concurrency = 20;
const answerMs = 100;

export async function run(): Promise<readonly Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-burst-"));
  const stub = await startStub(answerMs);
  const server = await startServer("service", join(folder, "store.db"), {
    STUB: stub.url,
    CONCURRENCY: String(concurrency),
  });
  try {
    const begun = performance.now();
    let sent = 0;
    for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
      const { accepted } = await load(server.ports, server.path, peak, 10, `burst${tenth}`);
      if (accepted !== peak) throw new Error(`${peak - accepted} of ${peak} orders were not accepted`);
      sent += accepted;
      const ahead = (tenth + 1) * 100 - (performance.now() - begun);
      if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
    }
    await called(stub, sent);
    const took = (performance.now() - begun) / 1_000;
    const rate = (concurrency * 1_000) / stub.answerMs();
    return [
      result(
        `a burst of ${peak * 10}/s for ${seconds} s at a tenth of the ERP's rate, until its backlog is gone`,
        took,
        sent / rate,
        "s",
        `${sent} messages over the ${Math.round(rate)}/s that the ERP did`,
        "<= 1.1",
      ),
      result("memory in the burst", server.peakMb(), 512, "MB", "what a deployment gives by default", "<= 1"),
    ];
  } finally {
    await server.kill();
    stub.close();
    await rm(folder, { recursive: true });
  }
}
