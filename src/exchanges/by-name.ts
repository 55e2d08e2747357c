const NAMES = 4096;
const LONGEST = 128;

/** What follows from a name alone, worked out once for each of the few names that traffic repeats. */
export class ByName<T> {
  private readonly known = new Map<string, T>();

  constructor(private readonly workOut: (name: string) => T) {}

  of(name: string): T {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const found = this.workOut(name);
    if (name.length > LONGEST) return found;
    if (this.known.size >= NAMES) this.known.clear();
    this.known.set(copied(name), found);
    return found;
  }
}

/** The name as a text of its own: a part of a body would keep all of it in memory. */
const copied = (name: string): string => Buffer.from(name, 'utf16le').toString('utf16le');
