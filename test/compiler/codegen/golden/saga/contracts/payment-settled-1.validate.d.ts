import type { Validator } from "waybill/runtime";
import type { PaymentSettled } from "./payment-settled-1.ts";

export declare const validatePaymentSettled: Validator<PaymentSettled>;
