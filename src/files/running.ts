import { hostname } from 'node:os';

/** A process that wrote down that it runs, and on which machine. */
export interface Running {
  pid: number;
  host: string;
}

/** This process. */
export const thisProcess = (): Running => ({ pid: process.pid, host: hostname() });

/** Whether another process still runs; of another machine nobody knows, and it counts as running. */
export function isRunning({ pid, host }: Running): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
