import type { Json } from "./json.ts";
import type { Route } from "./route.ts";
import type { System, Webhook } from "./system.ts";

export interface Service {
  readonly name: string;
  readonly routes: readonly Route<unknown>[];
}

export interface EnvironmentSettings {
  /** When messages are turned away rather than taken. */
  readonly backlog?: { readonly runs?: number; readonly ageMs?: number };
  /** How long what is over is kept, milliseconds. */
  readonly history?: { readonly defaultMs?: number; readonly byClass?: Readonly<Record<string, number>> };
}

/** All that `run`, `dev` and the container start from: the default export of `build/environment.ts`. */
export interface Estate {
  readonly name: string;
  readonly build: string;
  readonly services: readonly Service[];
  /** With `authentication`, a missing secret stops the start and not the first call. */
  readonly systems: readonly Pick<System, "name" | "endpoints" | "authentication">[];
  readonly webhooks: readonly Webhook<unknown>[];
  /** What environments say of how a service runs there, by name. */
  readonly environments?: Readonly<Record<string, EnvironmentSettings>>;
  /** OpenAPI document of the HTTP routes and webhooks. */
  readonly openapi: Json;
  /** AsyncAPI 3 document of the events. */
  readonly asyncapi?: Json;
}
