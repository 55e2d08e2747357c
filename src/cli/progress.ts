import { performance } from 'node:perf_hooks';
import { visible } from '../results/visible';
import type { Io } from './io';

/** The progress of a long task. */
export interface Progress {
  done: number;
  total: number;
  /** The current step. */
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

/** A line on a terminal for what is read: how much, how fast, and how long it will take; silence in a pipe. */
export function rateLine(io: Io, quiet: boolean): { show(progress: Rate): void; wipe(): void } {
  if (!io.terminal.stderr || quiet) return { show: () => undefined, wipe: () => undefined };
  const start = performance.now();
  let shown = -Infinity;
  let of: Rate['source'] | undefined;
  let since = start;
  return {
    show({ source, read }) {
      const now = performance.now();
      if (source !== of) [of, since] = [source, now];
      if (now - shown < 100) return;
      shown = now;
      const seconds = (now - since) / 1000;
      const { size } = source;
      const share = size === undefined || size === 0 ? undefined : source.read() / size;
      const parts = [
        ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
        `${read.toLocaleString('en')} read`,
        `${Math.round(read / ((now - start) / 1000)).toLocaleString('en')} a second`,
        ...(share === undefined || share <= 0
          ? []
          : [`${Math.ceil((seconds / share) * (1 - share))} s left in ${visible(source.name)}`]),
      ];
      io.stderr(`\r\x1b[2K${parts.join('  ').slice(0, io.terminal.width - 1)}`);
    },
    wipe: () => io.stderr('\r\x1b[2K'),
  };
}

/** How far reading is. */
interface Rate {
  source: { name: string; size?: number; read(): number };
  /** Exchanges read so far. */
  read: number;
}
