import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Check, Judging } from '../checks/check';
import type { Judgement, Said } from '../checks/judgement';
import { describe } from '../contract/describe';
import { packageFile } from '../contract/package-root';

/** The most judgements of one call, so that an endless generator ends. */
const MOST = 10_000;

/** A check of the user's own failed at an exchange. */
export class CheckFailed extends Error {}

/** The value that a check returned is not a judgement. */
class NoJudgement extends Error {}

const known = new WeakMap<Check, Check>();

/**
 * A check of somebody else's, made safe: whatever it does when it is asked, it judges what it should or throws a
 * CheckFailed whose message is the place in its file and what is wrong.
 * @param module the file that it was loaded from; absent: one that the caller of the library has at hand
 */
export function guarded(check: Check, module?: string): Check {
  let safe = known.get(check);
  if (safe) return safe;
  const ask = function askedOfOthers(asked: () => unknown): Said {
    try {
      return judgementsOf(asked());
    } catch (error) {
      throw new CheckFailed(`${placeOf(error, check, module)}${reasonOf(error)}`, { cause: error });
    }
  };
  safe =
    check.scope === 'sequence'
      ? { ...check, start: () => guardedJudging(() => check.start(), ask) }
      : ({ ...check, judge: (shown: never) => ask(() => check.judge(shown)) } as Check);
  known.set(check, safe);
  known.set(safe, safe);
  return safe;
}

/** The check starts at its first exchange, so that a failure to start is reported like any other. */
function guardedJudging(start: () => Judging, ask: (asked: () => unknown) => Said): Judging {
  let begun: Judging | undefined;
  return {
    see: (view) =>
      ask(() => {
        begun ??= start();
        return begun.see(view);
      }),
    isWaiting: () => {
      try {
        return begun?.isWaiting() === true;
      } catch {
        return false;
      }
    },
  };
}

/** @throws Error that says what was returned in the place of judgements */
function judgementsOf(said: unknown): Said {
  if (said === undefined) return undefined;
  if (isPromise(said) || isAsync(said)) {
    if (isPromise(said)) Promise.resolve(said).catch(() => undefined);
    throw new NoJudgement('a check must answer at once, and returned a promise');
  }
  if (isRecord(said) && 'holds' in said) return judgementOf(said);
  if (!isRecord(said) || typeof (said as Partial<Iterable<unknown>>)[Symbol.iterator] !== 'function')
    throw new NoJudgement(`a check must return judgements or nothing, got ${shownValue(said)}`);
  const all: Judgement[] = [];
  for (const each of said as unknown as Iterable<unknown>) {
    if (all.length === MOST)
      throw new NoJudgement(`a check may come to ${MOST} judgements at once, and came to more`);
    all.push(judgementOf(each));
  }
  return all;
}

/** @throws Error that says what a judgement lacks */
function judgementOf(value: unknown): Judgement {
  if (!isRecord(value) || typeof value['holds'] !== 'boolean')
    throw new NoJudgement(`a judgement must be made by holds() or breaks(), got ${shownValue(value)}`);
  if (value['holds']) return { holds: true };
  for (const name of ['message', 'expected', 'actual'])
    if (typeof value[name] !== 'string')
      throw new NoJudgement(`${name} of a breach must be a text, got ${shownValue(value[name])}`);
  const { exchanges, pointer, weight } = value;
  if (!Array.isArray(exchanges) || !exchanges.every((id) => typeof id === 'string'))
    throw new NoJudgement(`exchanges of a breach must be a list of ids, got ${shownValue(exchanges)}`);
  if (pointer !== undefined && typeof pointer !== 'string')
    throw new NoJudgement(`pointer of a breach must be a text, got ${shownValue(pointer)}`);
  if (weight !== undefined && weight !== 'SHOULD' && weight !== 'INFO')
    throw new NoJudgement(`weight of a breach must be SHOULD or INFO, got ${shownValue(weight)}`);
  return value as unknown as Judgement;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  isRecord(value) && typeof value['then'] === 'function';
const isAsync = (value: unknown): boolean =>
  isRecord(value) && typeof (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === 'function';

/** Why it failed, in one line; what is thrown may be anything. */
function reasonOf(error: unknown): string {
  try {
    const reason = error instanceof Error ? error.message : `it threw ${shownValue(error)}`;
    return String(reason).split('\n', 1)[0] as string;
  } catch {
    return 'it threw something that cannot be shown';
  }
}

/** A value in short; a function or a circle is no JSON. */
function shownValue(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return `a ${typeof value}`;
  }
}

/** File and line, and a colon: where it was thrown, or else where the address of the check stands. */
function placeOf(error: unknown, { address }: Check, module: string | undefined): string {
  const thrown = frameIn(error);
  if (thrown) return `${shown(thrown.file)}:${thrown.line}: `;
  if (module === undefined) return '';
  const line = lineOf(address, module);
  return `${shown(module)}${line === undefined ? '' : `:${line}`}: `;
}

const shown = (file: string): string => path.relative(process.cwd(), file) || file;

/** The first place in a stack that is neither Node's nor ours, and not of who asked. */
function frameIn(error: unknown): { file: string; line: number } | undefined {
  if (!(error instanceof Error) || error instanceof NoJudgement || typeof error.stack !== 'string')
    return undefined;
  for (const frame of error.stack.split('\n').slice(1, 50)) {
    const { place, line } = partsOf(frame);
    if (frame.includes('askedOfOthers')) return undefined;
    if (!Number.isInteger(line)) continue;
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (!path.isAbsolute(file) || OURS.some((folder) => file.startsWith(folder))) continue;
    return { file, line };
  }
  return undefined;
}

/** `at name (place:line:column)` or `at place:line:column`. */
function partsOf(frame: string): { place: string; line: number } {
  const whole = frame.slice(Math.max(frame.lastIndexOf('('), frame.indexOf('at ') + 2) + 1).replace(')', '');
  const parts = whole.split(':');
  return { place: parts.slice(0, -2).join(':'), line: Number(parts.at(-2)) };
}
const OURS = ['dist', 'src', 'node_modules'].map((name) => packageFile(name) + path.sep);

function lineOf(address: string, module: string): number | undefined {
  try {
    const at = readFileSync(module, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(address));
    return at < 0 ? undefined : at + 1;
  } catch {
    return undefined;
  }
}
