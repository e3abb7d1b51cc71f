/** `prepack`: the JavaScript and declarations of the published package, in `dist/`. Node runs no TypeScript under `node_modules`. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
const built = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
process.exitCode = built.status ?? 1;
