import type { IncomingMessage } from 'node:http';
import { BODIES_IN_FLIGHT } from '../bounds/serving';

/** How much of bodies in chunks is held until they are whole, in bytes: of one, and of all at a time. */
export interface BodiesHeld {
  each: number;
  total: number;
}

export const BODIES_HELD: BodiesHeld = { each: 16 * 1024 * 1024, total: BODIES_IN_FLIGHT };

/** Counts what is held of all bodies at a time. */
export class Holding {
  private held = 0;
  constructor(private readonly most: BodiesHeld) {}

  /**
   * Reads the chunks of a request to their end, so that nothing is forwarded of what breaks off, or breaks its frames.
   * @param onLeave is given what ends it where the request does not come to its end
   * @returns the chunks; why they are not held; undefined where the request has no end
   */
  gather(request: IncomingMessage, onLeave: (leave: () => void) => void): Promise<Gathered | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    const release = (): void => {
      this.held -= size;
      size = 0;
    };
    return new Promise<Gathered | undefined>((resolve) => {
      const leave = (): void => {
        request.off('data', take);
        release();
        resolve(undefined);
      };
      const take = (chunk: Buffer): void => {
        chunks.push(chunk);
        size += chunk.length;
        this.held += chunk.length;
        const { each, total } = this.most;
        if (size <= each && this.held <= total) return;
        request.off('data', take);
        const isOwn = size > each;
        release();
        resolve({
          status: isOwn ? 413 : 503,
          why: isOwn
            ? `a request with more than ${each} bytes in chunks: they are forwarded when they are whole`
            : `a request in chunks: the proxy holds ${total} bytes of such requests already`,
        });
      };
      onLeave(leave);
      request.on('data', take);
      request.once('error', leave);
      request.once('end', () => resolve({ chunks, release }));
    });
  }
}

export type Gathered = { chunks: readonly Buffer[]; release(): void } | { status: number; why: string };

/** Whether a request is framed by its chunks, in which what is broken shows late. */
export const isInChunks = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined;
