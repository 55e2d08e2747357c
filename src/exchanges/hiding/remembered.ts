const AT_MOST = 20_000;

/** Values that are remembered, up to a number of them, so that no provider fills the memory. */
export class Remembered {
  private readonly values = new Set<string>();

  get isEmpty(): boolean {
    return this.values.size === 0;
  }

  add(value: string): void {
    if (!this.isFull) this.values.add(value);
  }

  has(value: string): boolean {
    return this.values.has(value);
  }

  /** Whether a value was added; of more than are remembered, any may have been. */
  mayHave(value: string): boolean {
    return this.isFull || this.values.has(value);
  }

  private get isFull(): boolean {
    return this.values.size >= AT_MOST;
  }
}
