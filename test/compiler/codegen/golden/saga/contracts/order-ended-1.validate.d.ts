import type { Validator } from "waybill/runtime";
import type { OrderEnded } from "./order-ended-1.ts";

export declare const validateOrderEnded: Validator<OrderEnded>;
