import type { EventCase } from "../subject.ts";
import { delivery } from "./delivery.ts";
import { groups } from "./groups.ts";
import { order } from "./order.ts";
import { reading } from "./reading.ts";
import { replay } from "./replay.ts";

/** All that the events port promises. */
export const eventCases: readonly EventCase[] = [...delivery, ...groups, ...order, ...reading, ...replay];
