import { commandsLeft } from '../live/left-open';
import { visible } from '../results/visible';

/**
 * One line for each policy whose journal this process leaves open, with the command that restores it. Each is
 * printed once.
 */
export const leftOpenLines = (): string[] =>
  commandsLeft().map((command) => `a policy may not be as it was: ${visible(command)}\n`);
