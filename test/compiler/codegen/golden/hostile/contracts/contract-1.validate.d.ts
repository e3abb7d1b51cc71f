import type { Validator } from "waybill/runtime";
import type { Contract } from "./contract-1.ts";

export declare const validateContract: Validator<Contract>;
