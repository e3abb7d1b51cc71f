import type { Validator } from "waybill/runtime";
import type { SapCreateSalesOrder, SapCreateSalesOrderInput, SapFindSalesOrder, SapFindSalesOrderParameters } from "./sap.ts";

export declare const validateSapCreateSalesOrder: Validator<SapCreateSalesOrder>;
export declare const validateSapCreateSalesOrderInput: Validator<SapCreateSalesOrderInput>;
export declare const validateSapFindSalesOrder: Validator<SapFindSalesOrder>;
export declare const validateSapFindSalesOrderParameters: Validator<SapFindSalesOrderParameters>;
