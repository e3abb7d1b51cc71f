/** The engine on Restate behind bare `node:http`: one replica. */
import { RestateEngine } from "../../runtime/engine/restate/index.ts";
import { PostgresStore } from "../../runtime/engine/store/postgres/index.ts";
import { takeOrders } from "../engine/orders.ts";
import type { Around } from "./around.ts";

const { database, ingress, admin, port } = JSON.parse(process.env["AROUND"] ?? "") as Around; // as `distributed.ts` gives it
await takeOrders(
  new RestateEngine({
    store: await PostgresStore.open(database),
    restate: {
      ingress: `http://${ingress}`,
      listen: { host: "127.0.0.1", port },
      register: { admin: `http://${admin}`, address: `http://127.0.0.1:${port}` },
    },
  }),
);
