/** Commands before what means them harm keep their word about how they end; `ends.fleet.ts` has all of them. */
import { together } from './ends/child';
import { filesIn, rowsIn, shown, type Told } from './ends/rows';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const { answered, connected, saying, writing, signalled } = rowsIn(folder);

const ROWS = [
  answered('verify', 'later', 'a 101'),
  answered('verify', 'first', 'nothing'),
  answered('verify', 'later', 'a length that is too short'),
  answered('restore', 'first', 'half a head'),
  answered('proxy', 'first', 'another protocol'),
  answered('proxy', 'first', 'a 101'),
  connected('verify', 'says headers without end'),
  saying('verify', 'full', 'read'),
  saying('check --json', 'first', 'read'),
  saying('explain', 'closed', 'read'),
  saying('bad usage', 'closed', 'read'),
  saying('diff', 'read', 'full'),
  writing('check', 'below /proc'),
  writing('verify', 'with a report.json that leads to a device'),
  signalled('the standard input of check', 'SIGTERM'),
  signalled('a Retry-After', 'SIGINT'),
  signalled('a restore before a provider that says nothing', 'SIGTERM'),
  signalled('serve', 'SIGHUP'),
];

let told: Promise<Told>[] = [];
beforeAll(async () => {
  expect((await filesIn(folder)).code).toBe(0);
  told = together(ROWS.map((row) => () => row.run()));
});

test.each(ROWS.map(({ name }, at) => [name, at] as const))('%s', async (_name, at) => {
  expect(shown(await (told[at] as Promise<Told>))).toEqual({ complaints: [] });
});
