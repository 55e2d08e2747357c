import type { Socket } from 'node:net';
import { WireTap } from '../wire/wire-tap';

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

  override _read(): void {
    if (!this.held) super._read();
  }
}
