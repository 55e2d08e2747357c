import { driftOf, edited, lineOfEdit, MATERIAL } from './support';

const T = 'temporaryAccessPassAuthenticationMethodConfiguration';
const CSDL = 'v1.0-Prod.csdl';

/** What is done, to which file, what it is found as, and how many lines off it may be told: by default none. */
type Edit = [what: string, file: string, find: string | RegExp, put: string, key: string, off?: number];

const ranges: Edit[] = [
  [
    'a lower bound',
    'resource.md',
    'between 8 and 48',
    'between 6 and 48',
    `property/${T}.defaultLength/range`,
  ],
  ['an upper bound', 'resource.md', '43,200', '43,201', `property/${T}.maximumLifetimeInMinutes/range`],
  [
    'a bound in other words',
    'resource.md',
    'between 8 and 48',
    'at least 8',
    `property/${T}.defaultLength/range`,
  ],
  [
    'a value of an example',
    'get.md',
    '"defaultLength": 10',
    '"defaultLength": 49',
    `property/${T}.defaultLength/range`,
  ],
  [
    'an annotation of a bound',
    CSDL,
    '"defaultLength" Type="Edm.Int32" />',
    '"defaultLength" Type="Edm.Int32"><Annotation Term="Org.OData.Validation.V1.Minimum" Int="9"/></Property>',
    `property/${T}.defaultLength/range`,
  ],
  ['a keyword', 'openapi.yaml', 'minimum: -2147483648', 'minimum: 9', `property/${T}.defaultLength/range`, 2],
  [
    'the order of an example',
    'get.md',
    '"maximumLifetimeInMinutes": 240',
    '"maximumLifetimeInMinutes": 80',
    `order/${T}/defaultLifetimeInMinutes/maximumLifetimeInMinutes`,
  ],
];

const names: Edit[] = [
  ['a row of the table', 'resource.md', '|isUsableOnce|', '|isUsableTwice|', `property/${T}.isUsableOnce`],
  ['a relationship', 'resource.md', '|includeTargets|', '|includedTargets|', `property/${T}.includeTargets`],
  [
    'a property that an order names',
    'resource.md',
    '|minimumLifetimeInMinutes|',
    '|leastLifetime|',
    `property/${T}.minimumLifetimeInMinutes`,
  ],
  ['the JSON of the resource', 'resource.md', '"isUsableOnce":', '"usableOnce":', `property/${T}.usableOnce`],
  ['an example', 'update.md', '"defaultLength": 12', '"length": 12', `property/${T}.length`],
  [
    'a target of an example',
    'get.md',
    '"isRegistrationRequired"',
    '"registration"',
    'property/authenticationMethodTarget.registration',
  ],
  ['a property of the CSDL', CSDL, 'Name="isUsableOnce"', 'Name="usableOnce"', `property/${T}.isUsableOnce`],
  ['a property of a base type', CSDL, 'Name="state"', 'Name="status"', `property/${T}.state`],
  [
    'a member of an enumeration',
    CSDL,
    'Name="disabled"',
    'Name="off"',
    'enum/authenticationMethodState.disabled',
  ],
  ['a property of a schema', 'openapi.yaml', 'isUsableOnce:', 'usableOnce:', `property/${T}.isUsableOnce`],
  [
    'a property that is new',
    CSDL,
    /(<Property Name="isUsableOnce")/,
    '<Property Name="fresh" Type="Edm.String" />$1',
    `property/${T}.fresh`,
  ],
];

const types: Edit[] = [
  [
    'a type of the table',
    'resource.md',
    '|isUsableOnce|Boolean|',
    '|isUsableOnce|String|',
    `property/${T}.isUsableOnce/type`,
  ],
  [
    'a type that EDM has not',
    'resource.md',
    '|defaultLength|Int32|',
    '|defaultLength|Int|',
    `property/${T}.defaultLength/type`,
  ],
  [
    'a collection',
    'resource.md',
    '[excludeTarget](exclude.md) collection',
    '[excludeTarget](exclude.md)',
    `property/${T}.excludeTargets/type`,
  ],
  [
    'a kind of value in JSON',
    'resource.md',
    '"isUsableOnce": "Boolean"',
    '"isUsableOnce": "String"',
    `property/${T}.isUsableOnce/json`,
  ],
  [
    'a value in quotes',
    'update.md',
    '"defaultLength": 12',
    '"defaultLength": "12"',
    `property/${T}.defaultLength/json`,
  ],
  [
    'a type of the CSDL',
    CSDL,
    'Name="isUsableOnce" Type="Edm.Boolean"',
    'Name="isUsableOnce" Type="Edm.String"',
    `property/${T}.isUsableOnce/type`,
  ],
  ['a type of a schema', 'openapi.yaml', 'type: boolean', 'type: string', `property/${T}.isUsableOnce/type`],
  [
    'a base type',
    CSDL,
    'authenticationMethodTarget" BaseType="graph.entity"',
    'authenticationMethodTarget" BaseType="graph.excludeTarget"',
    'type/authenticationMethodTarget/base',
  ],
  [
    'a property that may not be null',
    CSDL,
    'Name="state" Type="graph.authenticationMethodState"',
    'Name="state" Type="graph.authenticationMethodState" Nullable="false"',
    `property/${T}.state/nullable`,
  ],
  [
    'a property that may be null',
    CSDL,
    'Name="isRegistrationRequired" Type="Edm.Boolean" Nullable="false"',
    'Name="isRegistrationRequired" Type="Edm.Boolean"',
    'property/authenticationMethodTarget.isRegistrationRequired/nullable',
  ],
  [
    'null in a schema',
    'openapi.yaml',
    /type: boolean\n {14}nullable: true/,
    'type: boolean',
    `property/${T}.isUsableOnce/nullable`,
    2,
  ],
  [
    'null in words',
    'resource.md',
    'Names the policy.',
    'Names the policy. Nullable.',
    `property/${T}.id/nullable`,
  ],
  [
    'a member of an enumeration on a page',
    'resource.md',
    '`enabled`, `disabled`',
    '`enabled`, `disabled`, `paused`',
    'enum/authenticationMethodState.paused',
  ],
  [
    'a member that a page leaves out',
    'target.md',
    '`user`, `group`',
    '`group`',
    'enum/authenticationMethodTargetType.user',
  ],
  [
    'a member of an enumeration in the CSDL',
    CSDL,
    '<Member Name="disabled" Value="1" />',
    '<Member Name="disabled" Value="1" /><Member Name="paused" Value="2" />',
    'enum/authenticationMethodState.paused',
  ],
  [
    'a member of an enumeration in a schema',
    'openapi.yaml',
    '        - disabled',
    '        - disabled\n        - paused',
    'enum/authenticationMethodState.paused',
  ],
  [
    'what can be changed',
    'resource.md',
    '|Boolean|Whether',
    '|Boolean|Read-only. Whether',
    `property/${T}.isUsableOnce/updatable`,
  ],
];

const descriptions: Edit[] = [
  [
    'a deprecation',
    'resource.md',
    'for one sign-in.',
    'for one sign-in. This property is deprecated and will be removed in October 2027.',
    `property/${T}.isUsableOnce/deprecated`,
  ],
  [
    'it at the beginning',
    'target.md',
    '|Names a',
    '|(Deprecated) Names a',
    'property/authenticationMethodTarget.id/deprecated',
  ],
  [
    'a default',
    'resource.md',
    '48 characters.',
    '48 characters. The default is 10.',
    `property/${T}.defaultLength/default`,
  ],
  [
    'what can be changed of a part',
    'target.md',
    '|Whether one has to register.|',
    '|Whether one has to register. Read-only.|',
    'property/authenticationMethodTarget.isRegistrationRequired/updatable',
  ],
];

const messages: Edit[] = [
  ['a status in words', 'update.md', '`204 No Content`', '`202 Accepted`', 'PATCH/response/status'],
  [
    'a status of an example',
    'update.md',
    'HTTP/1.1 204 No Content',
    'HTTP/1.1 202 Accepted',
    'PATCH/response/status',
  ],
  ['a status of another page', 'get.md', '`200 OK`', '`206 Partial Content`', 'GET/response/status'],
  ['a status of a description', 'openapi.yaml', "'204':", "'202':", 'PATCH/response/status'],
  [
    'a body in words',
    'update.md',
    "It doesn't return anything in the response body.",
    'And an [entity](e.md) object in the response body.',
    'PATCH/response/body',
  ],
  ['a body in the table of methods', 'resource.md', ')|None|', ')|[entity](e.md)|', 'PATCH/response/body'],
  [
    'a media type',
    'update.md',
    'Content-Type: application/json',
    'Content-Type: text/plain',
    'PATCH/request/media-type',
  ],
  [
    'a media type of the table',
    'update.md',
    '|application/json. Required.|',
    '|application/xml. Required.|',
    'PATCH/request/media-type',
  ],
  ['the NOTE, taken out', 'update.md', /> \[!NOTE\]\n> .*\n/, '', 'PATCH/request/@odata.type/required', 4],
  [
    'the NOTE, made weaker',
    'update.md',
    'must be included',
    'may be included',
    'PATCH/request/@odata.type/required',
  ],
  [
    'the value in the NOTE',
    'update.md',
    'value `#microsoft',
    'value `microsoft',
    'PATCH/request/@odata.type/value',
  ],
  ['the value in an example', 'update.md', '"#microsoft', '"microsoft', 'PATCH/request/@odata.type/value'],
  [
    'an example without the annotation',
    'update.md',
    /  "@odata.type".*\n/,
    '',
    'PATCH/request/@odata.type/required',
    1,
  ],
  [
    'an example that is no JSON',
    'update.md',
    '"defaultLength": 12',
    '"defaultLength": 12,',
    'PATCH/request/json',
    2,
  ],
  [
    'a schema that demands no annotation',
    'openapi.yaml',
    "      required:\n        - '@odata.type'\n",
    '',
    'PATCH/request/@odata.type/required',
    15,
  ],
  ['a method', 'update.md', /^PATCH \/pol/m, 'PUT /pol', 'PATCH/method'],
  ['a path', 'update.md', /^PATCH \/policies\//m, 'PATCH /policy/', 'PATCH/path'],
  [
    'the letter case of a path',
    'get.md',
    'v1.0/policies/authenticationMethodsPolicy',
    'v1.0/policies/authenticationmethodspolicy',
    'GET/path',
  ],
  [
    'a segment of the path',
    CSDL,
    'Property Name="authenticationMethodsPolicy"',
    'Property Name="methods"',
    'PATCH/path',
    1,
  ],
  ['a context', 'get.md', 'v1.0/$metadata', 'beta/$metadata', 'GET/response/context'],
  [
    'a type of an annotation',
    'get.md',
    '"@odata.type": "microsoft.graph.temporaryAccessPass',
    '"@odata.type": "microsoft.graph.sms',
    'GET/response/body',
  ],
  [
    'a type without #',
    'resource.md',
    '"#microsoft.graph.excludeTarget"',
    '"microsoft.graph.excludeTarget"',
    'type/excludeTarget/@odata.type',
  ],
];

const access: Edit[] = [
  [
    'Required, of Authorization',
    'update.md',
    'Bearer {token}. Required.',
    'Bearer {token}.',
    'PATCH/header/authorization/required',
  ],
  [
    'Required, of Content-Type',
    'update.md',
    'application/json. Required.',
    'application/json. Optional.',
    'PATCH/header/content-type/required',
  ],
  ['the row of a header', 'update.md', /\|Content-Type.*\n/, '', 'PATCH/header/content-type/required', 3],
  [
    'a header that is new, and required',
    'update.md',
    '|Content-Type|',
    '|If-Match|The ETag. Required.|\n|Content-Type|',
    'PATCH/header/if-match/required',
  ],
  ['the scheme', 'get.md', 'Bearer {token}', 'Basic {token}', 'GET/header/authorization/scheme'],
  [
    'a permission',
    'get.md',
    '|Application|Policy.Read.AuthenticationMethod',
    '|Application|Policy.Read.All',
    'GET/permission/application',
  ],
  [
    'the least privileged permission',
    'get.md',
    'account)|Policy.Read.AuthenticationMethod, Policy.ReadWrite.AuthenticationMethod',
    'account)|Policy.ReadWrite.AuthenticationMethod, Policy.Read.AuthenticationMethod',
    'GET/permission/delegatedWork',
  ],
  [
    'personal accounts',
    'get.md',
    'Not supported.',
    'Policy.Read.AuthenticationMethod',
    'GET/permission/delegatedPersonal',
  ],
  [
    'a permission of an include',
    'includes/update-permissions.md',
    '|Application|Policy.ReadWrite.AuthenticationMethod',
    '|Application|Policy.ReadWrite.All',
    'PATCH/permission/application',
  ],
  ['a cloud that is ticked', 'includes/global-us.md', ':x:', ':white_check_mark:', 'cloud/china'],
  ['a cloud that is not', 'includes/global-us.md', ':white_check_mark:', ':x:', 'cloud/global'],
  [
    'another include of clouds',
    'update.md',
    'includes/global-us.md',
    'includes/all-clouds.md',
    'cloud/china',
  ],
];

describe.each([
  ['ranges', ranges],
  ['names', names],
  ['types', types],
  ['descriptions', descriptions],
  ['messages', messages],
  ['access', access],
])('a single edit of %s', (_, edits) => {
  test.each(edits)('finds %s in %s, and nothing else', async (_what, file, find, put, key, off = 0) => {
    const material = edited(file, find, put);
    const { contradictions, verdict } = await driftOf(material);
    expect(contradictions.map((each) => each.key)).toEqual([key]);
    const [found] = contradictions;
    expect(found?.disagreement).toBeNull();
    expect(verdict).toBe('drifts');
    const line = lineOfEdit(MATERIAL[file] ?? '', material[file] ?? '');
    const near = found?.places.filter(
      (place) => place.file === file && Math.abs((place.line ?? 0) - line) <= off,
    );
    expect({ places: found?.places, near: near?.length }).toMatchObject({ near: 1 });
  });
});

test('finds nothing where nothing was edited', async () => {
  const { contradictions, verdict, counts } = await driftOf(MATERIAL);
  expect(contradictions).toEqual([]);
  expect(verdict).toBe('agrees');
  expect(counts.agreed).toBeGreaterThan(100);
});

test.each([
  [
    'a member that is deprecated',
    'resource.md',
    '`disabled`.',
    '`disabled`. The value `paused` is deprecated.',
  ],
  [
    'another property that is',
    'resource.md',
    'one sign-in.',
    'one sign-in. Replaces **once**, and **once** is deprecated.',
  ],
  ['the default of the slice', 'resource.md', '48 characters.', '48 characters. The default value is 8.'],
  ['a header that is optional', 'update.md', '|Content-Type|', '|Prefer|Optional.|\n|Content-Type|'],
])('%s is nothing new', async (_what, file, find, put) => {
  const { contradictions } = await driftOf(edited(file, find, put));
  expect(contradictions).toEqual([]);
});

test('a sample that has the object at value is read like any other', async () => {
  const { 'get.md': page = '' } = MATERIAL;
  const wrapped = page
    .replace('{\n  "@odata.context"', '{ "value": {\n  "@odata.context"')
    .replace('"excludeTargets": []\n}', '"excludeTargets": []\n} }');
  expect(wrapped).not.toBe(page);
  const keys = async (text: string): Promise<string[]> =>
    (await driftOf({ ...MATERIAL, 'get.md': text })).contradictions.map(({ key }) => key);
  const [whole, longer, other] = await Promise.all([
    keys(wrapped),
    keys(wrapped.replace('"defaultLength": 10', '"defaultLength": 49')),
    keys(wrapped.replace('graph.temporaryAccessPass', 'graph.sms')),
  ]);
  expect(longer).toEqual([...whole, `property/${T}.defaultLength/range`]);
  expect(other).toEqual([...whole, 'GET/response/body']);
});
