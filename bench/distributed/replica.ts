/** The engine on Restate behind bare `node:http`: one replica. */
import { RestateEngine } from "../../runtime/engine/restate/index.ts";
import { PostgresStore } from "../../runtime/engine/store/postgres/index.ts";
import { takeOrders } from "../engine/orders.ts";
import type { Around } from "./around.ts";

const { database, ingress, admin, prefix, listen, address } = JSON.parse(
  process.env["AROUND"] ?? "",
) as Around; // as `fleet.ts` gives it
await takeOrders(
  new RestateEngine({
    store: await PostgresStore.open(database),
    restate: {
      ingress: `http://${ingress}`,
      prefix,
      listen: { host: "127.0.0.1", port: listen },
      register: { admin: `http://${admin}`, address },
    },
  }),
);
