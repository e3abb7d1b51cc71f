export * from "../embedded/store/run-id.ts";
