/** The command was called wrongly, or cannot do what was asked here: exit code 2, the message says what to do next. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
