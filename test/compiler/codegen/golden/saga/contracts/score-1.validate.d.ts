import type { Validator } from "waybill/runtime";
import type { Score } from "./score-1.ts";

export declare const validateScore: Validator<Score>;
