import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Wire } from '../exchanges/exchange';
import { WireTap, type Seen } from '../wire/wire-tap';

/**
 * A tap on a connection to the target whose bytes go to the client as they come, before anything reads them as
 * HTTP: interim answers, what follows a 204 and what stands between two answers too.
 */
export class RelayTap extends WireTap {
  /** While true, the client has more than it takes at once, and nothing is read from the target. */
  private held = false;

  constructor(socket: Socket, client: Socket) {
    super(socket, { keepRaw: false });
    // The connection ends when the target or the client ends it, and not when Node's client is through with it.
    this.lingering = true;
    socket.prependListener('data', (chunk: Buffer) => {
      if (client.writable && !client.write(chunk)) {
        this.held = true;
        socket.pause();
      }
    });
    client.on('drain', () => {
      this.held = false;
      socket.resume();
    });
  }

  /** What the record has of an answer as it came. @param previous the exchange before it on the connection */
  wireOf(seen: Seen, previous: { behind: string; behindStatus: number }): { wire?: Wire } {
    if (seen.head === '' && seen.before.bytes === 0) return {};
    const wire: Wire = { head: seen.head };
    if (seen.after.bytes > 0) wire.after = { bytes: seen.after.bytes, sample: seen.after.text };
    if (seen.before.bytes > 0)
      wire.before = { bytes: seen.before.bytes, sample: seen.before.text, ...previous };
    const tls = (this.socket as Partial<TLSSocket>).getProtocol?.();
    if (tls) wire.tls = tls;
    return { wire };
  }

  override _read(): void {
    if (!this.held) super._read();
  }
}
