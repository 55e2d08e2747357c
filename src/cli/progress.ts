import type { Io } from './io';

/** How far something long is. */
export interface Progress {
  done: number;
  total: number;
  /** What is on. */
  scenario: string;
  /** Requests sent so far, where they are counted. */
  sent?: number;
}

/**
 * A line on a terminal that says how far a run is, and is wiped when it ends; silence in a pipe.
 */
export function progressLine(io: Io, quiet: boolean): { show(progress: Progress): void; wipe(): void } {
  if (!io.terminal.stderr || quiet) return { show: () => undefined, wipe: () => undefined };
  return {
    show({ done, total, scenario, sent }) {
      const requests = sent === undefined ? '' : `${sent} requests  `;
      const line = `[${done}/${total}] ${requests}${scenario}`;
      io.stderr(`\r\x1b[2K${line.slice(0, io.terminal.width - 1)}`);
    },
    wipe: () => io.stderr('\r\x1b[2K'),
  };
}
