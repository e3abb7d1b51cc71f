import { timeTable } from "../../../../runtime/schedule/time-table.ts";
import { nearest } from "../../../diagnostics/nearest.ts";

/** What is wrong with a cron expression, and where in its text. */
export interface CronFault {
  readonly code: "WB2340" | "WB2342";
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly help: string;
  /** What to write instead of that part, where it is sure. */
  readonly instead?: string;
}

interface Field {
  readonly name: string;
  readonly range: string;
  readonly names: readonly string[];
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const minuteOn: readonly Field[] = [
  { name: "minute", range: "0 to 59", names: [] },
  { name: "hour", range: "0 to 23", names: [] },
  { name: "day of the month", range: "1 to 31, or `L` for the last", names: [] },
  { name: "month", range: "1 to 12, or JAN to DEC", names: months },
  { name: "day of the week", range: "0 (Sunday) to 7, or SUN to SAT", names: days },
];
const secondOn: readonly Field[] = [{ name: "second", range: "0 to 59", names: [] }, ...minuteOn];

/** Any year has the same answer within its cycle of leap years, so one start will do for all. */
const start = Date.UTC(2024, 0, 1);

interface Part {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What is wrong with the expression; empty where it is good. croner is the judge, field by field. */
export function cronFaults(text: string): readonly CronFault[] {
  if (/^\s*@/.test(text)) return nicknameFaults(text);
  const parts = [...text.matchAll(/\S+/g)].map(
    ({ 0: found, index }): Part => ({ text: found, from: index, to: index + found.length }),
  );
  const fields = parts.length === 6 ? secondOn : minuteOn;
  if (parts.length !== fields.length) return [wrongCount(text, parts.length)];
  const faults = parts.flatMap((part, index) => fieldFaults(part, index, fields));
  return faults.length > 0 || firesEver(text) ? faults : [never(text, parts)];
}

function fieldFaults(part: Part, index: number, fields: readonly Field[]): readonly CronFault[] {
  const field = fields[index];
  const alone = fields.map((_, at) => (at === index ? part.text : "*")).join(" ");
  if (!field || isRead(alone)) return [];
  const message = `\`${part.text}\` is no ${field.name}.`;
  const misspelt = /[A-Za-z]{2,}/.exec(part.text);
  const near = misspelt && nearest(misspelt[0], field.names);
  return [
    {
      code: "WB2340",
      from: part.from,
      to: part.to,
      message,
      help: near
        ? `Did you mean \`${near}\`?`
        : `The ${field.name} is ${field.range}; \`*\` is any, \`1,15\` a list, \`1-5\` a range, \`*/10\` each tenth.`,
      ...(near && { instead: part.text.replace(misspelt[0], near) }),
    },
  ];
}

function wrongCount(text: string, count: number): CronFault {
  const many = count > 5;
  return {
    code: "WB2340",
    from: 0,
    to: text.length,
    message: `A cron expression has five fields, and this one has ${count}.`,
    help: many
      ? "Write minute, hour, day of the month, month and day of the week; with seconds first there are six. Years are not said."
      : "Write minute, hour, day of the month, month and day of the week: `0 2 * * *` is each day at two.",
  };
}

const nicknames = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly"];

function nicknameFaults(text: string): readonly CronFault[] {
  if (nicknames.includes(text.trim().toLowerCase())) return [];
  const near = nearest(text.trim(), nicknames);
  return [
    {
      code: "WB2340",
      from: 0,
      to: text.length,
      message: `\`${text.trim()}\` is no time table.`,
      help: near ? `Did you mean \`${near}\`?` : `Write five fields, or one of ${nicknames.join(", ")}.`,
      ...(near && { instead: near }),
    },
  ];
}

/** Only a day that no month of the list has can make all fields good and the whole never fire. */
function never(text: string, parts: readonly Part[]): CronFault {
  const [day, month] = parts.slice(-3);
  return {
    code: "WB2342",
    from: day?.from ?? 0,
    to: month?.to ?? text.length,
    message: `It never fires: no month of \`${month?.text ?? ""}\` has a day \`${day?.text ?? ""}\`.`,
    help: "For the last day of a month write `L` as its day.",
  };
}

function isRead(cron: string): boolean {
  try {
    timeTable(cron, "UTC");
    return true;
  } catch {
    return false;
  }
}

function firesEver(cron: string): boolean {
  return timeTable(cron, "UTC").next(start) !== undefined;
}
