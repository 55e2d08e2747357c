import type { Operation } from '../contract/operation';
import { pathOf } from './address';
import { nearOf } from './near';

/** What is said of requests that came near to an operation: a note, since the pages say nothing of other paths. */
export interface NearMiss {
  message: string;
  expected: string;
  actual: string;
}

/** Who takes notes of a run. */
interface Noting {
  note(outcome: 'informational', message: string, expected: string, actual: string): void;
}

/** Paths that are told one by one. */
const TOLD = 8;
/** How many URLs are remembered that are not near. */
const REMEMBERED = 1000;

/** Counts requests whose path is nearly that of an operation, so that a misspelt path does not go unnoticed. */
export class NearMisses {
  private readonly near = new Map<string, { operation: Operation; times: number }>();
  private readonly others = new Set<string>();
  /** Requests whose path is one too many to be told. */
  private further = 0;

  constructor(private readonly operations: Iterable<Operation>) {}

  /** @returns what is to be said of a request that was passed over; undefined where its URL is not near */
  saw(url: string): NearMiss | undefined {
    if (this.others.has(url)) return undefined;
    const operation = nearOf(url, this.operations);
    if (!operation) {
      if (this.others.size < REMEMBERED) this.others.add(url);
      return undefined;
    }
    const path = pathOf(url);
    const known = this.near.get(path);
    if (known) known.times += 1;
    else if (this.near.size < TOLD) this.near.set(path, { operation, times: 1 });
    else this.further += 1;
    return missOf(path, operation, 1);
  }

  /** All of them, a path each. */
  get all(): NearMiss[] {
    const all = [...this.near].map(([path, { operation, times }]) => missOf(path, operation, times));
    return [...all, ...this.rest];
  }

  /** Those beyond the ones that are told one by one. */
  private get rest(): NearMiss[] {
    if (this.further === 0) return [];
    const message = `${requests(this.further)} more ${wasNot(this.further)}: unknown paths like that of an operation`;
    return [{ message, expected: '', actual: '' }];
  }

  /** Has all of them noted. @param notingOf who notes those of an operation; of none, the rest */
  tell(notingOf: (operation: Operation | undefined) => Noting): void {
    for (const [path, { operation, times }] of this.near)
      note(notingOf(operation), missOf(path, operation, times));
    for (const miss of this.rest) note(notingOf(undefined), miss);
  }
}

const note = (noting: Noting, { message, expected, actual }: NearMiss): void =>
  noting.note('informational', message, expected, actual);

const requests = (times: number): string => (times === 1 ? '1 request' : `${times} requests`);
const wasNot = (times: number): string => (times === 1 ? 'was not judged' : 'were not judged');

function missOf(path: string, operation: Operation, times: number): NearMiss {
  const message = `${requests(times)} ${wasNot(times)}: ${nearText(path, operation)}`;
  return { message, expected: operation.path, actual: path };
}

/** That a path is unknown, and which is meant. Of two that differ in their keys, the keys tell. */
export function nearText(path: string, { path: expected, key }: Operation): string {
  const shown = (whole: string): string => (key === undefined ? whole : `…/${whole.split('/').at(-1)}`);
  return `unknown path ${shown(path)}; did you mean ${shown(expected)}?`;
}
