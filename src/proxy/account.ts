import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import { BodyKeeper, type Passage } from './passage';

/** What is noted of an exchange while it passes. */
export class Account {
  readonly sent = new BodyKeeper();
  readonly answered = new BodyKeeper();
  private readonly startedAt = new Date().toISOString();
  private readonly start = performance.now();

  constructor(
    readonly id: string,
    private readonly request: IncomingMessage,
    private readonly target: URL,
  ) {}

  passage(came: Pick<Passage, 'failure' | 'wire' | 'injected'>): Passage {
    const { request } = this;
    return {
      id: this.id,
      method: request.method as string,
      // The asterisk form is about the whole server, whose URI has no path (RFC 9112 3.2.4).
      url: request.url === '*' ? this.target.origin : `${this.target.origin}${request.url}`,
      headers: request.rawHeaders,
      requestBody: this.sent.kept,
      requestWhole: request.readableEnded,
      responseBody: this.answered.kept,
      timing: {
        startedAt: this.startedAt,
        durationMs: Math.round((performance.now() - this.start) * 100) / 100,
      },
      ...came,
    };
  }
}
