export * from "../embedded/store/port.ts";
