import type { Area } from "../entry.ts";

/** WB2000 to WB2099. */
export const expression = {
  WB2000: { name: "expression-syntax", severity: "error", title: "An expression cannot be read." },
  WB2001: {
    name: "syntax-not-allowed",
    severity: "error",
    title: "An expression uses what is not part of the language.",
  },
  WB2002: { name: "unknown-name", severity: "error", title: "An expression names what is not in scope." },
  WB2003: {
    name: "unknown-field",
    severity: "error",
    title: "An expression reads or writes a field that does not exist.",
  },
  WB2004: { name: "wrong-type", severity: "error", title: "A value is not of the type that is wanted." },
  WB2005: {
    name: "may-be-missing",
    severity: "error",
    title: "A value that may be missing stands where one is required.",
  },
  WB2006: {
    name: "operator-not-for-this",
    severity: "error",
    title: "An operator is given what it does not take.",
  },
  WB2007: {
    name: "binary-float-as-amount",
    severity: "error",
    title: "A binary floating point number is taken as a decimal.",
  },
  WB2008: { name: "two-currencies", severity: "error", title: "Money of two currencies is put together." },
  WB2009: { name: "division-not-finite", severity: "error", title: "A division may be by zero." },
  WB2010: {
    name: "wrong-arguments",
    severity: "error",
    title: "A function is called with the wrong number of arguments.",
  },
  WB2011: {
    name: "never-equal",
    severity: "error",
    title: "Two values are compared that can never be equal.",
  },
} as const satisfies Area;
