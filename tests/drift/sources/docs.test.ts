import { driftOf, MATERIAL } from '../support';

const { 'update.md': UPDATE = '' } = MATERIAL;

test('of another operation are passed over', async () => {
  const sibling = UPDATE.replaceAll('temporaryAccessPass', 'sms').replaceAll('TemporaryAccessPass', 'sms');
  const { verdict, sources } = await driftOf({ 'sms.md': sibling });
  expect(verdict).toBe('nothing compared');
  expect(sources).toMatchObject([{ statements: 0, passedOver: 'it is of another operation' }]);
});

test('with other line ends, and without front matter, are read alike', async () => {
  const lines = (text: string): number[] =>
    text.split('\n').flatMap((line, at) => (/^PATCH /.test(line) ? [at + 1] : []));
  const bare = UPDATE.replace(/^---[\s\S]*?---\n\n/, '');
  const { statements } = await driftOf({ ...MATERIAL, 'update.md': bare.replaceAll('\n', '\r\n') });
  const path = statements.find(({ key }) => key === 'PATCH/path');
  const told = path?.cells.flatMap(({ said }) => said).filter(({ place }) => place.file === 'update.md');
  expect(told?.map(({ place }) => place.line)).toEqual(lines(bare));
});

test('a table of clouds that no page includes speaks for itself', async () => {
  const { contradictions } = await driftOf({
    'all-clouds.md': (MATERIAL['includes/global-us.md'] ?? '').replace(':x:', ':heavy_check_mark:'),
  });
  expect(contradictions).toMatchObject([
    { key: 'cloud/china', actual: true, places: [{ file: 'all-clouds.md', line: 7 }] },
  ]);
});

test('what is on no page is found beside it', async () => {
  const asked: string[] = [];
  const { contradictions } = await driftOf(
    { 'pages/update.md': UPDATE },
    {
      resolve(from, target) {
        asked.push(`${from} ${target}`);
        const text = (MATERIAL['includes/update-permissions.md'] ?? '').replaceAll('.ReadWrite.', '.Write.');
        return Promise.resolve(target.includes('permissions') ? { name: 'beside.md', text } : undefined);
      },
    },
  );
  expect(asked).toEqual([
    'pages/update.md includes/global-us.md',
    'pages/update.md includes/update-permissions.md',
  ]);
  expect(contradictions[0]).toMatchObject({
    key: 'PATCH/permission/delegatedWork',
    places: [{ file: 'beside.md', line: 7, via: { file: 'pages/update.md', line: 16 } }],
  });
});
