import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { after } from "node:test";

/** The estate built in a checkout, as staging runs it, but with its systems simulated; until the test that asked for it is over. */
export async function simulatedStaging(checkout: string, data: string): Promise<string> {
  const child = spawn(process.execPath, [resolve("bin/waybill.js"), "run", "--port", "0"], {
    cwd: checkout,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, WAYBILL_DATA: data },
  });
  after(() => child.kill("SIGKILL"));
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`it did not start:\n${text}`);
}
