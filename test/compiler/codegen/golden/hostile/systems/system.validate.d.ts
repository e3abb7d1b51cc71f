import type { Validator } from "waybill/runtime";
import type { SystemDelete } from "./system.ts";

export declare const validateSystemDelete: Validator<SystemDelete>;
