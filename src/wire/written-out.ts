import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { bodyOf, bytesOf } from '../exchanges/body';
import { messageOf } from '../exchanges/message';
import type { HttpForm, HttpRequest, Wire } from '../exchanges/exchange';
import { Interrupted, onInterruption } from '../interrupted';
import { readAnswer, type ReadAnswer } from './answer';
import { ClosedError, connectTo, TimeoutError, type Transport } from './connection';
import { failureOf } from './failure';
import { parseHead } from './heads';
import type { Lane, Sent } from './lane';

/**
 * Time limit for what HTTP requires at once: the reaction to an Expect field, the end of a connection; in
 * milliseconds.
 */
const AT_ONCE = 2000;
/** Longest answer that is read, in bytes. */
const LONGEST = 1024 * 1024;

/** A sender for requests of one form, each sent as `sendWrittenOut` does. */
export const writtenOut = (origin: URL, transport: Transport, form: HttpForm): Pick<Lane, 'send'> => ({
  send: (_id, request, _watch, { signal } = {}) => sendWrittenOut(origin, transport, request, form, signal),
});

/**
 * Sends one request on its own connection, written byte by byte in a form that Node's client cannot produce. Reads
 * the whole answer, including interim answers and the end of the connection.
 */
async function sendWrittenOut(
  origin: URL,
  transport: Transport,
  request: HttpRequest,
  form: HttpForm,
  signal?: AbortSignal,
): Promise<Sent> {
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const timing = () => ({ startedAt, durationMs: Math.round((performance.now() - start) * 100) / 100 });
  let socket: Socket;
  try {
    socket = await connectTo(origin, transport, signal);
  } catch (error) {
    return { failure: failureOf(error), timing: timing() };
  }
  const line = new Line(socket, request.method, signal);
  const limit = Math.min(AT_ONCE, transport.timeout);
  try {
    const contentSent = await write(line, request, form, limit);
    const answer = await line.until(({ whole }) => whole === true, transport.timeout);
    if (!answer) throw new TimeoutError(`no whole answer within ${transport.timeout} ms`);
    const answered = timing();
    const { interim, head } = answer;
    const wire: Wire = { head, ...(interim.length > 0 && { interim }), ...(contentSent && { contentSent }) };
    if (mustClose(request, form)) {
      const ended = await line.end(limit);
      wire.watched = { ms: Math.round(timing().durationMs), until: ended ? 'close' : 'timeout' };
    }
    const { behind } = line.answer as ReadAnswer;
    if (behind.length > 0) wire.after = { bytes: behind.length, sample: behind.toString('latin1', 0, 4096) };
    const { status, statusText, httpVersion, headers } = parseHead(head);
    return {
      response: {
        ...{ status, statusText, httpVersion, headers },
        ...(answer.content.length > 0 && { body: bodyOf(answer.content) }),
      },
      ...{ wire, timing: answered },
    };
  } catch (error) {
    return { failure: failureOf(error), timing: timing() };
  } finally {
    socket.destroy();
  }
}

/** Whether the end of the connection must be awaited. After a HEAD, it shows that no content follows the head. */
const mustClose = ({ method }: HttpRequest, { closes, version }: HttpForm): boolean =>
  closes !== undefined || version === '1.0' || method === 'HEAD';

/** Writes the request. With an Expect field, the content waits for the provider's reaction. */
async function write(
  line: Line,
  request: HttpRequest,
  form: HttpForm,
  limit: number,
): Promise<Wire['contentSent']> {
  const head = messageOf(request, form);
  const content = request.body ? bytesOf(request.body) : Buffer.alloc(0);
  const whole = Buffer.concat([Buffer.from(head, 'latin1'), content]);
  if (form.expect === undefined || form.version === '1.0') {
    line.write(form.twice ? Buffer.concat([whole, whole]) : whole);
    return undefined;
  }
  line.write(Buffer.from(head, 'latin1'));
  const answer = await line.until(({ interim, head: final }) => interim.length > 0 || final !== '', limit);
  // A provider that has refused already need not read the content.
  if (answer?.head === undefined || answer.head === '') line.write(content);
  return answer ? 'answered' : 'unanswered';
}

type Progress = Pick<ReadAnswer, 'interim' | 'head'> & Partial<ReadAnswer>;

/** A connection and the bytes that came over it. */
class Line {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private ended = false;
  private error: Error | undefined;
  private changed: () => void = () => undefined;

  constructor(
    private readonly socket: Socket,
    private readonly method: string,
    private readonly signal: AbortSignal | undefined,
  ) {
    socket.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.size += chunk.length;
      if (this.size > LONGEST) socket.destroy();
      this.changed();
    });
    const end = (): void => {
      this.ended = true;
      this.changed();
    };
    socket.on('end', end);
    socket.on('close', end);
    socket.on('error', (error) => {
      this.error = error;
      end();
    });
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** The answer so far. */
  get answer(): Progress {
    return readAnswer(Buffer.concat(this.chunks), this.method, this.ended);
  }

  /**
   * @returns the answer once the condition holds; undefined after the time limit
   * @throws Error if the connection ended before
   */
  async until<Of extends Progress>(
    isEnough: (answer: Progress) => boolean,
    limit: number,
  ): Promise<(Of & ReadAnswer) | undefined> {
    await this.wait(() => this.ended || isEnough(this.answer), limit);
    const { answer } = this;
    if (isEnough(answer)) return answer as Of & ReadAnswer;
    if (this.ended)
      throw this.error ?? new ClosedError('the connection was closed before the answer was whole');
    return undefined;
  }

  /** @returns whether the connection ended within the time limit */
  async end(limit: number): Promise<boolean> {
    await this.wait(() => this.ended, limit);
    return this.ended;
  }

  private async wait(isOver: () => boolean, limit: number): Promise<void> {
    if (isOver()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => settle(resolve), limit);
      const forget = onInterruption(this.signal, () => settle(() => reject(new Interrupted())));
      const settle = (how: () => void): void => {
        clearTimeout(timer);
        forget();
        this.changed = () => undefined;
        how();
      };
      this.changed = () => {
        if (isOver()) settle(resolve);
      };
    });
  }
}
