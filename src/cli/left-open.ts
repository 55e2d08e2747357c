import { commandsLeft } from '../live/left-open';
import { visible } from '../results/visible';

/** A line for each policy that this process leaves with an open journal, with what puts it back; each is told once. */
export const leftOpenLines = (): string[] =>
  commandsLeft().map((command) => `a policy may not be as it was: ${visible(command)}\n`);
