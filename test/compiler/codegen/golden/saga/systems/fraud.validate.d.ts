import type { Validator } from "waybill/runtime";
import type { ScreenInput } from "./fraud.ts";

export declare const validateScreenInput: Validator<ScreenInput>;
