/** The journals that this process has opened and not closed, with the command that puts their policies back. */
const open = new Map<string, string>();

/** A journal is open: a policy may have to be put back, with a command. */
export const noteOpen = (file: string, command: string): void => void open.set(file, command);

/** A journal is closed: its policy is as it was. */
export const noteClosed = (file: string): void => void open.delete(file);

/**
 * What to run for the journals that this process leaves open, each told once: whoever ends the process says it, however
 * it ends.
 */
export function commandsLeft(): string[] {
  const commands = [...open.values()];
  open.clear();
  return commands;
}
