import type { Reference, Waivable } from "../values.ts";

export interface ServiceSpec extends Waivable {
  readonly routes: readonly Reference[] | { readonly domain: string };
  readonly scale?: { readonly min: number; readonly max: number };
  readonly resources?: { readonly cpu: string; readonly memory: string };
}
