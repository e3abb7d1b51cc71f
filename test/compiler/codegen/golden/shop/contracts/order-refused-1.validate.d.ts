import type { Validator } from "waybill/runtime";
import type { OrderRefused } from "./order-refused-1.ts";

export declare const validateOrderRefused: Validator<OrderRefused>;
