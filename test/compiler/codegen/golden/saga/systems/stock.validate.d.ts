import type { Validator } from "waybill/runtime";
import type { AllocateInput, FreeInput, ReleaseInput, ReserveInput } from "./stock.ts";

export declare const validateAllocateInput: Validator<AllocateInput>;
export declare const validateFreeInput: Validator<FreeInput>;
export declare const validateReleaseInput: Validator<ReleaseInput>;
export declare const validateReserveInput: Validator<ReserveInput>;
