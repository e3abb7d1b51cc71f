import type { Validator } from "waybill/runtime";
import type { PostInput, PostOutput, ReverseInput } from "./erp.ts";

export declare const validatePostInput: Validator<PostInput>;
export declare const validatePostOutput: Validator<PostOutput>;
export declare const validateReverseInput: Validator<ReverseInput>;
