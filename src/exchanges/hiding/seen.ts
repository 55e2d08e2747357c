const SEEN_AT_MOST = 1024;
const SEEN_LONGEST = 512;

/** Remembers what was shown as it is, of the little that traffic repeats. */
export class Seen {
  private readonly values = new Map<string, Set<string>>();
  private count = 0;

  has(name: string, value: string): boolean {
    return this.values.get(name)?.has(value) === true;
  }

  add(name: string, value: string): void {
    if (value.length > SEEN_LONGEST) return;
    if (this.count >= SEEN_AT_MOST) {
      this.values.clear();
      this.count = 0;
    }
    this.count += 1;
    const known = this.values.get(name);
    if (known) known.add(value);
    else this.values.set(name, new Set([value]));
  }
}
