/**
 * Values by a text, of which the one is known that was not touched longest.
 *
 * The oldest is found by an iterator that goes on from the one that was taken last: to begin anew passes all gaps that
 * were left at the start of a map. But an iterator keeps every state that the map was in since it last went on, so that
 * it is let go when the map may have changed as a whole.
 */
export class ByAge<Value> {
  private readonly entries = new Map<string, Value>();
  private iterator: Iterator<[string, Value]> | undefined;
  private touches = 0;

  get size(): number {
    return this.entries.size;
  }

  get(key: string): Value | undefined {
    return this.entries.get(key);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  keys(): Iterable<string> {
    return this.entries.keys();
  }

  values(): Iterable<Value> {
    return this.entries.values();
  }

  /** Sets a value, which is the youngest from then on. */
  touch(key: string, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    this.touches += 1;
    if (this.touches <= this.entries.size) return;
    this.touches = 0;
    this.iterator = undefined;
  }

  /** Takes the oldest entry away; there must be one. */
  takeOldest(): [string, Value] {
    this.iterator ??= this.entries.entries();
    const entry = this.iterator.next().value as [string, Value];
    this.entries.delete(entry[0]);
    return entry;
  }
}
