import type { Progress } from '../run/verify';
import type { Io } from './io';

/**
 * A line on a terminal that says how far a run is, and is wiped when it ends; silence in a pipe.
 */
export function progressLine(io: Io, quiet: boolean): { show(progress: Progress): void; wipe(): void } {
  if (!io.terminal.stderr || quiet) return { show: () => undefined, wipe: () => undefined };
  return {
    show({ done, total, scenario, sent }) {
      const line = `[${done}/${total}] ${sent} requests  ${scenario}`;
      io.stderr(`\r\x1b[2K${line.slice(0, io.terminal.width - 1)}`);
    },
    wipe: () => io.stderr('\r\x1b[2K'),
  };
}
