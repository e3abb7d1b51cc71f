import type { Validator } from "waybill/runtime";
import type { ShopifyOrdersCreate } from "./shopify.ts";

export declare const validateShopifyOrdersCreate: Validator<ShopifyOrdersCreate>;
