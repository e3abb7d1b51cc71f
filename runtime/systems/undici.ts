/** What is used of undici, which is CommonJS: a bundler keeps the names of a module that is loaded late, of such a package its default. */
export { Pool } from "undici";
