import type { Area } from "../entry.ts";

/** WB8000 to WB8099. */
export const waiver = {
  WB8001: { name: "unused-waiver", severity: "warning", title: "A waiver matches no diagnostic." },
  WB8002: {
    name: "unknown-code",
    severity: "error",
    title: "A waiver names a diagnostic that does not exist.",
  },
  WB8003: {
    name: "not-waivable",
    severity: "error",
    title: "A waiver names a diagnostic that cannot be waived.",
  },
  WB8004: { name: "expired-waiver", severity: "error", title: "A waiver has expired." },
  WB8005: { name: "expiring-waiver", severity: "info", title: "A waiver is about to expire." },
} as const satisfies Area;
