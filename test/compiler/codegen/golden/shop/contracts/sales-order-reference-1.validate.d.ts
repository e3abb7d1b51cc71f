import type { Validator } from "waybill/runtime";
import type { SalesOrderReference } from "./sales-order-reference-1.ts";

export declare const validateSalesOrderReference: Validator<SalesOrderReference>;
