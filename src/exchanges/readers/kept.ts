import { Gathered } from '../../bounds/gathered';
import { LIMITS, raising, type Limit } from '../../bounds/limits';

/** Bytes of a value that is copied while it passes, as far as they are within the limits. */
export class Kept {
  /** Why no more is kept: what the value has too much of, and what raises the limit. */
  excess: string | undefined;
  /** What came first, while it is all: most entries of a document come in one part, and need no copy. */
  private only: Buffer | undefined;
  private parts: Gathered | undefined;
  private size = 0;
  private values = 0;

  /** @param most the limit of the bytes that are kept; where there are more, none are */
  constructor(private readonly most: Limit) {}

  add(bytes: Buffer): void {
    if (this.excess !== undefined) return;
    const most = LIMITS[this.most];
    this.size += bytes.length;
    if (this.size > most) this.giveUp(`longer than the ${most} bytes that are read; ${raising(this.most)}`);
    else if (this.parts) this.parts.add(bytes);
    else if (this.only === undefined) this.only = bytes;
    else {
      this.parts = new Gathered();
      this.parts.add(this.only);
      this.parts.add(bytes);
      this.only = undefined;
    }
  }

  addText(text: string): void {
    this.add(Buffer.from(text));
  }

  countValue(): void {
    this.values += 1;
    if (this.values > LIMITS.values)
      this.giveUp(`of more than ${LIMITS.values} values; ${raising('values')}`);
  }

  get text(): string {
    return (this.only ?? this.parts?.bytes)?.toString('utf8') ?? '';
  }

  private giveUp(why: string): void {
    this.excess ??= why;
    this.only = undefined;
    this.parts = undefined;
  }
}
