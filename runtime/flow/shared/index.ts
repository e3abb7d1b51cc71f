export { type Exchange, Sharing } from "./sharing.ts";
