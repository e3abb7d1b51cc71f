/** The embedded engine behind bare `node:http`. */
import { EmbeddedEngine, openStore } from "../../runtime/engine/embedded/index.ts";
import { takeOrders } from "./orders.ts";

await takeOrders(new EmbeddedEngine({ store: await openStore({ file: process.env["STORE"] ?? "" }) }));
