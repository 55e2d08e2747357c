/** How many are remembered: those of an exchange, and of a few before it. */
const REMEMBERED = 16;

/**
 * What was worked out for the objects that were asked for last. Unlike a WeakMap of all there ever were, it costs
 * the collection of garbage nothing; what is forgotten is worked out again.
 */
export class Recent<K extends object, V> {
  private readonly keys: (K | undefined)[] = new Array<K | undefined>(REMEMBERED).fill(undefined);
  private readonly values: (V | undefined)[] = new Array<V | undefined>(REMEMBERED).fill(undefined);
  private next = 0;

  get(key: K): V | undefined {
    const at = this.keys.lastIndexOf(key);
    return at < 0 ? undefined : this.values[at];
  }

  set(key: K, value: V): void {
    this.keys[this.next] = key;
    this.values[this.next] = value;
    this.next = (this.next + 1) % REMEMBERED;
  }
}
