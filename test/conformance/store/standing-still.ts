/**
 * A process that stands still in the midst of an exchange until it is told to go on (SIGCONT). Its argument: where PostgreSQL is, as
 * JSON. Prints what became of the exchange.
 */
import { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";

const store = await PostgresStore.open(JSON.parse(process.argv[2] ?? "")); // as the test wrote it
let stood = false;
const said = await store
  .exchange(["turns"], (texts) => {
    if (!stood) process.kill(process.pid, "SIGSTOP");
    stood = true;
    return { texts: new Map([["turns", `${texts.get("turns") ?? ""} late`]]), answer: "done" };
  })
  .catch(() => "refused");
console.log(said);
await store.close();
