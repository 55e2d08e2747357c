import type { Passage } from './passage';
import type { Watching } from './witness-thread';

/** Where exchanges are recorded instead of at the target, whose address no client knows. */
export interface KnownAs {
  /** The origin of the target, and the one that stands in its place. */
  replaced?: string;
  by?: string;
}

/**
 * A witness that begins after the proxy listens, since its record names the port. Until then requests wait, and what
 * cannot wait is handed on as soon as the witness is there.
 */
export class LateWitness {
  private witness: Watching | undefined;
  private known: KnownAs = {};
  private handOver = (_witness: Watching): void => undefined;
  private readonly begun = new Promise<Watching>((resolve) => (this.handOver = resolve));

  begin(witness: Watching, known: KnownAs): void {
    this.witness = witness;
    this.known = known;
    this.handOver(witness);
  }

  take(passage: Passage): void {
    this.with((witness) => witness.take(this.recorded(passage)));
  }

  refused(why: string): void {
    this.with((witness) => witness.refused(why));
  }

  /** A promise while requests have to wait. */
  room(): Promise<void> | undefined {
    return this.witness ? this.witness.room() : this.begun.then((witness) => witness.room());
  }

  private with(hand: (witness: Watching) => void): void {
    if (this.witness) hand(this.witness);
    else void this.begun.then(hand);
  }

  private recorded(passage: Passage): Passage {
    const { replaced, by } = this.known;
    return replaced !== undefined && by !== undefined && passage.url.startsWith(replaced)
      ? { ...passage, url: `${by}${passage.url.slice(replaced.length)}` }
      : passage;
  }
}
