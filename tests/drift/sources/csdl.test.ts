import { driftOf, MATERIAL } from '../support';

const { 'v1.0-Prod.csdl': CSDL = '' } = MATERIAL;

test('of another namespace is passed over', async () => {
  const { sources, verdict } = await driftOf({
    'a.csdl': CSDL.replace('Namespace="microsoft.graph"', 'Namespace="other"'),
  });
  expect(verdict).toBe('nothing compared');
  expect(sources).toMatchObject([{ passedOver: 'it has no schema microsoft.graph' }]);
});

test.each([
  ['no XML', 'hello', /a\.csdl: it is not XML: .* \(line 1\)$/],
  ['a part of it', CSDL.slice(0, 500), /a\.csdl: it is not XML: unclosed tag/],
  [
    'a tag of more attributes than any has',
    `<edmx:Edmx xmlns:edmx="x">\n<a ${Array.from({ length: 1001 }, (_, at) => `a${at}=""`).join(' ')}/></edmx:Edmx>`,
    /a\.csdl: a tag has more than 1000 attributes \(line 2\)$/,
  ],
  ['other XML', '<a/>', /a\.csdl: it is XML, but not CSDL/],
])('refuses %s in one line', async (_what, text, message) => {
  await expect(driftOf({ 'a.csdl': text })).rejects.toThrow(message);
});

test.each([
  ['Maximum', 48, []],
  ['Minimum', 8, []],
  ['Maximum', 50, [['?..50', 'widening', 'a maximum of 50']]],
  ['Minimum', 10, [['10..?', 'breaking', 'a minimum of 10']]],
] as const)('a %s of %d on its own says nothing of the other bound', async (term, value, found) => {
  const bound = `<Annotation Term="Org.OData.Validation.V1.${term}" Int="${value}"/>`;
  const { contradictions } = await driftOf({
    'a.csdl': CSDL.replace(
      '"defaultLength" Type="Edm.Int32" />',
      `"defaultLength" Type="Edm.Int32">${bound}</Property>`,
    ),
  });
  expect(contradictions.map(({ actual, clients, message }) => [actual, clients, message])).toEqual(
    found.map(([actual, clients, words]) => [
      actual,
      clients,
      `property/temporaryAccessPassAuthenticationMethodConfiguration.defaultLength/range: the slice says 8..48, the CSDL says ${words}`,
    ]),
  );
});

test('a base that leads back to itself ends', async () => {
  const looped = CSDL.replace(
    'Name="entity" Abstract',
    'Name="entity" BaseType="graph.authenticationMethodConfiguration" Abstract',
  );
  expect((await driftOf({ 'a.csdl': looped })).counts.agreed).toBeGreaterThan(40);
});

test('names of clouds are told by the names of files', async () => {
  const without = CSDL.replace(/ {6}<EntityType Name="temporaryAccessPass[\s\S]*?<\/EntityType>\n/, '');
  const { sources, statements } = await driftOf({ 'v1.0-Mooncake.csdl': without, 'beta-Prod.csdl': CSDL });
  expect(sources).toMatchObject([
    { version: 'v1.0', cloud: 'china' },
    { version: 'beta', cloud: 'global' },
  ]);
  expect(statements.find(({ key }) => key === 'cloud/china')?.cells).toMatchObject([{ state: 'agreed' }]);
});
