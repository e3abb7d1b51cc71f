import { libraryDeclarations } from "../../expressions/library.generated.ts";
import type { LinkedFunction } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import { typeText } from "../../values/type-text.ts";

/** The texts of the program that functions' modules are checked in. */

/** `waybill/runtime` as a function's module may use it: types and the standard library, nothing of the engine. */
export const runtimeText = `
interface OpaqueDecimal { readonly "waybill:decimal": true }
export type Decimal = OpaqueDecimal | \`\${number}\`;
export type DecimalLike = Decimal | number;
export type Integer = number;
export interface Instant { readonly "waybill:instant": true }
export interface Money<Currency extends string = string> { readonly amount: Decimal; readonly currency: Currency }
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type Maybe<T> = T | null | undefined;
export type Rounding = "halfUp" | "halfEven" | "down" | "up" | "floor" | "ceiling";
type Key = string | number | boolean | null | undefined;
${libraryDeclarations.replaceAll("declare function", "export declare function")}`;

/** What holds a module against its schemas: an error in its last line is one of the function's type. */
export function contractText({ input, output }: LinkedFunction, module: string): string {
  return `import type { Decimal as AnyDecimal, Instant, Integer, Json, Money } from "waybill/runtime";
import * as author from ${JSON.stringify(module)};
namespace Input {
${declarations(input)}
}
namespace Output {
${declarations(output)}
}
export const checked: (input: Input.${input.set.root}) => Output.${output.set.root} = author.default;
/** How a decimal stands on the wire makes no difference to a function. */
type Decimal<_Wire extends string = string> = AnyDecimal;
export type Unused = Decimal | Instant | Integer | Json | Money;
`;
}

function declarations({ set }: PlanSchema): string {
  return Object.entries(set.shapes)
    .map(([name, shape]) => `  export type ${name} = ${typeText(shape, (other) => other)};`)
    .join("\n");
}
