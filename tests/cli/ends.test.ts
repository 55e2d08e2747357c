/** Commands before what means them harm keep their word about how they end: one of each kind. `ends.fleet.ts` has all of them. */
import { together } from './ends/child';
import { filesIn, rowsIn, shown, type Told } from './ends/rows';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const { answered, connected, saying, writing, signalled } = rowsIn(folder);

const ROWS = [
  answered('verify', 'later', 'a length that is too short'),
  answered('proxy', 'first', 'another protocol'),
  connected('verify', 'says headers without end'),
  saying('explain', 'closed', 'read'),
  writing('check', 'below /proc'),
  signalled('a restore before a provider that says nothing', 'SIGTERM'),
];

let told: Promise<Told>[] = [];
beforeAll(async () => {
  expect((await filesIn(folder)).code).toBe(0);
  told = together(ROWS.map((row) => () => row.run()));
});

test.each(ROWS.map(({ name }, at) => [name, at] as const))('%s', async (_name, at) => {
  expect(shown(await (told[at] as Promise<Told>))).toEqual({ complaints: [] });
});
