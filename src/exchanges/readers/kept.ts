import { LIMITS } from '../../bounds/limits';

/** Bytes of a value that is copied while it passes, as far as they are within the limits. */
export class Kept {
  /** Why no more is kept: what the value has too much of. */
  excess: string | undefined;
  private parts: Buffer[] = [];
  private size = 0;
  private values = 0;

  /** @param most bytes that are kept; where there are more, none are */
  constructor(private readonly most: number) {}

  add(bytes: Buffer): void {
    this.size += bytes.length;
    if (this.size > this.most) this.giveUp(`longer than the ${this.most} bytes that are read`);
    if (this.excess === undefined) this.parts.push(bytes);
  }

  addText(text: string): void {
    this.add(Buffer.from(text));
  }

  countValue(): void {
    this.values += 1;
    if (this.values > LIMITS.values) this.giveUp(`of more than ${LIMITS.values} values`);
  }

  get text(): string {
    const [only] = this.parts;
    return (this.parts.length === 1 && only ? only : Buffer.concat(this.parts)).toString('utf8');
  }

  private giveUp(why: string): void {
    this.excess ??= why;
    this.parts = [];
  }
}
