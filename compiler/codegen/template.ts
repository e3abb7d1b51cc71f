import { existsSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";

/**
 * A file that is mostly text, from `templates/`: beside the sources in a checkout, one folder higher up beside `dist` in the package.
 * Part of the program: read once, when it is loaded. What is put in is not escaped: that is up to who gives it.
 */
export function templateOf(name: string): (values: object) => string {
  const places = ["../../templates/", "../../../templates/"].map(
    (path) => new URL(path + name, import.meta.url),
  );
  const place = places.find((each) => existsSync(each));
  if (place === undefined) throw new Error(`there is no template ${name}`);
  return Handlebars.compile<object>(readFileSync(place, "utf8"), { noEscape: true });
}
