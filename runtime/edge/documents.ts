import type { Estate } from "../contract/estate.ts";
import type { Json } from "../contract/json.ts";
import { type Handler, json } from "./request.ts";

/** A document that does not change while the service runs. */
export function documentHandler(document: Json): Handler {
  const answer = json(200, document);
  return async () => answer;
}

/** AsyncAPI 3.0 of the events of this build: one channel an event, named by its type. */
export function asyncApi(estate: Estate): Json {
  if (estate.asyncapi !== undefined) return estate.asyncapi;
  return {
    asyncapi: "3.0.0",
    info: { title: estate.name, version: estate.build },
    channels: {},
    operations: {},
  };
}
