/**
 * Every command before every provider, client and output that means it harm: it ends, with a documented exit code,
 * and with a verdict or one clear line. Pairs that are like others are drawn in turn, and CI takes every second one.
 */
import { together } from './ends/child';
import { ANSWERS, CONNECTIONS } from './ends/providers';
import { filesIn, rowsIn, shown, type Row, type Told } from './ends/rows';
import { everyNth } from '../environment/extent';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const { answered, connected, saying, writing, signalled, commands, places, waits } = rowsIn(folder);

/** Of a list, so many from the place of a row on, around its end. */
const inTurn = <T>(list: readonly T[], at: number, count = 1): T[] =>
  Array.from({ length: count }, (_, more) => list[(at * count + more) % list.length] as T);

const COMMANDS_AND_PLACES = [
  ['verify', 'first'],
  ['verify --live', 'a write'],
  ['restore', 'first'],
  ['verify', 'a batch'],
  ['verify --live', 'the put-back'],
  ['verify --read-only', 'first'],
  ['verify --explore', 'later'],
  ['verify --pact', 'later'],
  ['verify before a broker', 'first'],
  ['verify before what sets up states', 'first'],
  ['restore', 'a write'],
  ['proxy --tls', 'first'],
] as const;
const LISTENING = ['verify', 'verify --live', 'restore', 'proxy', 'verify before a broker', 'drift'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const ALL: Row[] = [
  ...Object.keys(ANSWERS).flatMap((answer, nth) => [
    answered('verify', 'later', answer),
    answered('proxy', 'first', answer),
    ...inTurn(COMMANDS_AND_PLACES, nth).map(([command, place]) => answered(command, place, answer)),
  ]),
  ...Object.keys(CONNECTIONS).flatMap((what, nth) =>
    inTurn(LISTENING, nth, 2).map((command) => connected(command, what)),
  ),
  ...commands
    .filter((name) => !name.endsWith('unread'))
    .flatMap((name, nth) => {
      // Of what listens nobody reads the URL then.
      const unread = name === 'serve' || name === 'proxy' ? (`${name}, unread` as const) : name;
      return [
        inTurn([saying(unread, 'full', 'read'), saying(unread, 'full', 'full')], nth),
        inTurn([saying(unread, 'closed', 'read'), saying(name, 'first', 'read')], nth),
        inTurn([saying(name, 'read', 'full'), saying(name, 'read', 'closed')], nth),
      ].flat();
    }),
  ...places.flatMap((place, nth) =>
    place.startsWith('with')
      ? [writing('verify', place)]
      : inTurn(['verify', 'check', 'judge', 'merge', 'drift', 'strength', 'proxy'] as const, nth, 2).map(
          (name) => writing(name, place),
        ),
  ),
  ...waits.flatMap((name, nth) => inTurn(SIGNALS, nth).map((signal) => signalled(name, signal))),
];

const ROWS = everyNth(ALL, 2);

let told: Promise<Told>[] = [];
beforeAll(async () => {
  expect((await filesIn(folder)).code).toBe(0);
  told = together(ROWS.map((row) => () => row.run()));
});

test.each(ROWS.map(({ name }, at) => [name, at] as const))(
  '%s',
  async (_name, at) => {
    expect(shown(await (told[at] as Promise<Told>))).toEqual({ complaints: [] });
  },
  // Of the first one too, which waits for others where the machine is busy.
  600_000,
);
