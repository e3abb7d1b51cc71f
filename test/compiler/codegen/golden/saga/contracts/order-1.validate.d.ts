import type { Validator } from "waybill/runtime";
import type { Order } from "./order-1.ts";

export declare const validateOrder: Validator<Order>;
