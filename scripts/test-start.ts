/** `npm run test:start`: what `npm start` prints and leaves running, as a newcomer sees it. */
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";

const child = spawn("npm", ["start"], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
let output = "";
try {
  const watching = new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Watching")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
    setTimeout(() => reject(new Error("npm start did not come up in 60 s")), 60_000).unref();
  });
  await watching;
  assert.match(output, /take-web-order {2}done/);
  assert.match(output, /call sap\.createSalesOrder/);
  assert.match(output, /call business-central\.createSalesOrder/);
  const { ok } = await fetch("http://127.0.0.1:4000/health/ready");
  assert.ok(ok);
  console.log("npm start works.");
} finally {
  console.log(output);
  child.removeAllListeners("exit");
  if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
}
