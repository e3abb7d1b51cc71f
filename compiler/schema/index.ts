export { readSchema, type ContractSchema, type SchemaContext, type SchemaInput } from "./read/index.ts";
