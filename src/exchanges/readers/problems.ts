import { WHAT_IS_READ } from './shape';

/** Problems of one source that are told one by one; what comes after them is counted. */
const ONE_BY_ONE = 50;

/** How a problem begins that is of no JSON at all. */
export const NO_JSON = 'not JSON: the line';

/** How one begins that is of a document which is cut off or broken. */
export const BROKEN = 'not valid JSON:';

/** Is told of something that cannot be read; `times` where it stands for several. */
export type Tell = (message: string, line?: number, times?: number) => void;

/**
 * What of a source could not be read. Where nothing of it can, that is one thing to say and not one for each line;
 * so all is held until the first thing that is read.
 */
export class Problems {
  private held: [message: string, line: number | undefined][] | undefined = [];
  private told = 0;
  private more = 0;
  private last: number | undefined;

  constructor(private readonly tell: Tell) {}

  /** @param message is asked for where it is told of, since there may be millions that are only counted */
  add(message: string | (() => string), line?: number): void {
    this.last = line;
    if ((this.held?.length ?? this.told) >= ONE_BY_ONE) this.more += 1;
    else {
      const text = typeof message === 'string' ? message : message();
      if (this.held) this.held.push([text, line]);
      else this.say(text, line);
    }
  }

  /** Whether there are any. */
  get any(): boolean {
    return this.told + this.more + (this.held?.length ?? 0) > 0;
  }

  /** Says that something was read. */
  reads(): void {
    const { held } = this;
    if (!held) return;
    this.held = undefined;
    for (const [message, line] of held) this.say(message, line);
  }

  /** Tells the rest. @param read whether anything was, be it nothing but a document without an exchange */
  end(read: boolean): void {
    const [first] = this.held ?? [];
    if (this.held && first && !read) return this.nothing(first);
    this.reads();
    if (this.more > 0)
      this.tell(`and ${this.more} more of this file, up to this line, cannot be read`, this.last, this.more);
  }

  private nothing([message, line]: [string, number | undefined]): void {
    const times = (this.held?.length ?? 0) + this.more;
    const others = times > 1 ? `, and ${times - 1} more` : '';
    if (message.startsWith(BROKEN)) return this.tell(`${message}${others}`, line, times);
    const it = message.startsWith(NO_JSON)
      ? 'it is neither HAR nor Pact nor NDJSON'
      : 'it has no exchange, HAR or Pact';
    this.tell(`${it}: ${message}${others}; what is read is ${WHAT_IS_READ}`, line, times);
  }

  private say(message: string, line: number | undefined): void {
    this.told += 1;
    this.tell(message, line);
  }
}
