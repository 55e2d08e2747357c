import { hostname } from 'node:os';

/** A process and its machine, as a lock records them. */
export interface Running {
  pid: number;
  host: string;
}

/** This process. */
export const thisProcess = (): Running => ({ pid: process.pid, host: hostname() });

/** Whether another process is still running. A process of another machine cannot be examined and counts as running. */
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
