import { userInfo } from "node:os";

/** Who decides, for the audit: the account that runs the command. */
export function person(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as in some containers.
    return "unknown";
  }
}
