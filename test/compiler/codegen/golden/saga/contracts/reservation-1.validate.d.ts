import type { Validator } from "waybill/runtime";
import type { Reservation } from "./reservation-1.ts";

export declare const validateReservation: Validator<Reservation>;
