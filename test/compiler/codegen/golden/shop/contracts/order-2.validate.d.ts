import type { Validator } from "waybill/runtime";
import type { Order } from "./order-2.ts";

export declare const validateOrder: Validator<Order>;
