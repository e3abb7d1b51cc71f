import { isZone, nearestZone } from "../../../kinds/route/triggers/zone.ts";
import { type Call, literalText } from "./rule.ts";

/** A zone that is written out: one that nobody knows refuses every message. */
export function zoneArgument(call: Call, index: number): void {
  const zone = literalText(call.argument(index));
  if (zone === undefined || isZone(zone)) return;
  const near = nearestZone(zone);
  note(
    call,
    index,
    `There is no time zone \`${zone}\``,
    near === undefined ? zones : `Did you mean \`${near}\`?`,
  );
}

const zones = "Write a name of the IANA time zone database, such as `Europe/Amsterdam` or `UTC`.";

/** @param lowerCase whether the function takes it in lower case too, as payment providers write it */
export function currencyArgument(call: Call, index: number, lowerCase = false): void {
  const currency = literalText(call.argument(index));
  if (currency === undefined) return;
  const upper = currency.trim().toUpperCase();
  if (/^[A-Z]{3}$/.test(lowerCase ? currency.toUpperCase() : currency)) return;
  const meant = /^[A-Z]{3}$/.test(upper)
    ? `Write \`"${upper}"\`.`
    : "Write three upper-case letters, such as `EUR` (ISO 4217).";
  note(call, index, `\`${currency}\` is not a currency`, meant);
}

/** Hours and smaller: how long a day is depends on the zone. */
export function durationArgument(call: Call, index: number): void {
  const duration = literalText(call.argument(index));
  if (duration === undefined || /^[+-]?PT(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?$/i.test(duration))
    return;
  note(
    call,
    index,
    `\`${duration}\` is not a duration in hours, minutes and seconds`,
    "Write `PT90M` or `PT48H` (ISO 8601); for days of a calendar there is `addDays`.",
  );
}

/** Letters of a pattern that stand for nothing; what is quoted stands for itself. */
export function patternArgument(call: Call, index: number): void {
  const pattern = literalText(call.argument(index));
  const strange = pattern?.replaceAll(/'[^']*'|yyyy|yy|MM|dd|HH|mm|ss|SSS|XXX/g, "").match(/[A-Za-z]/)?.[0];
  if (pattern === undefined || strange === undefined) return;
  note(
    call,
    index,
    `\`${strange}\` means nothing in the pattern \`${pattern}\``,
    "It may have `yyyy`, `yy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS`, `XXX`, and text in single quotes.",
  );
}

function note({ name, node, scope }: Call, index: number, what: string, help: string): void {
  scope.note({
    kind: "never-accepted",
    node: node.arguments[index] ?? node,
    message: `${what}, so \`${name}\` refuses every message.`,
    help,
  });
}
