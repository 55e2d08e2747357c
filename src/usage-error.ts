/** Bad usage or configuration: the message is one line for the user, and the exit code is 2. */
export class UsageError extends Error {}

/** Several of them at once, a line for each. */
export class UsageErrors extends UsageError {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}
