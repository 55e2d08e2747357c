/** Interactions replayed against providers that are not as one would wish, and against their endpoints for states. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { readPacts, type PactDocument } from '../../src/pact/documents';
import type { Capability } from '../../src/contract/register/capabilities';
import type { Report } from '../../src/results/report';
import { startProvider, type RunningProvider } from '../../src/provider';
import type { PactRun } from '../../src/run/pact';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import { temporaryFolder } from '../cli/support';
import { refused, rewritten, startMutant, TOKENS, type Call, type Mutation } from '../run/mutant';
import { startRaw, type Step } from '../wire/raw-server';
import {
  given,
  pactOf,
  read,
  reset,
  update,
  withResponse,
  write,
  type Interaction,
  type Json,
} from './pacts';
import { fileSource, pactRun, replayOn, setterOf } from './support';

const folder = temporaryFolder();
const DEFAULTS = 'the policy has the documented defaults';
const SET = 'the policy is set';
const WRITE = 'the caller may update the policy';
const READ_ONLY = 'the caller may read the policy and not update it';
const ENV = { ...process.env, GITHUB_SHA: '0'.repeat(40) };

const documents = (interactions: readonly Interaction[]): PactDocument[] =>
  readPacts(write(folder, pactOf(interactions)), '/');
const replay = (
  interactions: readonly Interaction[],
  mutation: Mutation,
  options: Partial<VerifyOptions> = {},
): Promise<Report> => replayOn(mutation, { only: ['ERR-CT'], ...options }, documents(interactions));
const outcomes = ({ interactions }: Report) =>
  interactions.map(({ description, outcome }) => [description, outcome]);
/** The suite's own requests say who sends them. */
const isReplay = ({ headers }: Pick<Call, 'headers'>): boolean =>
  !headers.get('user-agent')?.startsWith('graph-contract');

/** A provider that answers replays byte for byte as told, and everything else as well as it needs to. */
async function verifyRaw(
  steps: (text: string) => Step[],
  interactions: readonly Interaction[],
  lacks: Capability[] = ['read'],
): Promise<Report> {
  const raw = await startRaw(({ text }) => [
    ...(/^user-agent: graph-contract/im.test(text) ? ['HTTP/1.1 204 No Content\r\n\r\n'] : steps(text)),
    ...(/^connection: close/im.test(text) ? (['end'] as const) : []),
  ]);
  try {
    return await verifyNamed(`${raw.origin.origin}/v1.0`, documents(interactions), {}, { lacks });
  } finally {
    await raw.close();
  }
}

/** Its request names the case in a header. */
const withCase = (interaction: Interaction, name: string): Interaction => ({
  ...interaction,
  request: { ...interaction.request, headers: { 'Content-Type': 'application/json', 'X-Case': name } },
});

/** Judges a provider that is somewhere else: its states are nobody's to set but by its own means. */
const verifyNamed = (
  url: string,
  pacts: readonly PactDocument[],
  more: Partial<PactRun> = {},
  options: Partial<VerifyOptions> = {},
): Promise<Report> =>
  verify({
    provider: url,
    ...TOKENS,
    only: ['ERR-CT'],
    settle: 500,
    timeout: 2000,
    env: ENV,
    pact: pactRun(pacts.map(fileSource), more),
    ...options,
  });

interface Heard {
  action: string;
  state: string;
  params: Json;
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers with a status and a text, and notes what it heard. */
async function listen(
  answer: number | ((heard: Heard) => number | 'cut'),
  text = '',
  apply: (heard: Heard) => void = () => undefined,
) {
  const heard: Heard[] = [];
  const requests: string[] = [];
  const textOf = async (request: IncomingMessage): Promise<string> => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    return body;
  };
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void textOf(request).then((body) => {
      if (body.includes('"action"')) heard.push(JSON.parse(body) as Heard);
      const last = heard.at(-1);
      if (last) apply(last);
      const status = typeof answer === 'number' ? answer : answer(last as Heard);
      if (status === 'cut') request.socket.destroy();
      else response.writeHead(status, { Location: 'http://127.0.0.1:1/' }).end(text);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/states`, heard, requests };
}

describe('a provider that does not answer', () => {
  test('at all: every interaction is untestable, and the run says why once', async () => {
    const report = await verifyNamed('http://127.0.0.1:1/v1.0', documents([update(), read()]));
    expect(report).toMatchObject({
      verdict: 'incomplete',
      reason: expect.stringContaining('no server listens: http://127.0.0.1:1') as string,
      interactions: [
        { description: 'an update', outcome: 'untestable', blame: 'environment' },
        {
          description: 'a read',
          outcome: 'untestable',
          message: expect.stringContaining('no server listens') as string,
        },
      ],
    });
  });

  test('to some requests: those are errors, and the others are judged', async () => {
    const cut = { last: false };
    const report = await replay([update('one'), update('cut', { defaultLength: 33 }), update('another')], {
      request: (call) => {
        cut.last = isReplay(call) && call.json['defaultLength'] === 33;
        return {};
      },
      wire: ({ head, body }) => (cut.last ? ['end of connection'] : [head, body]),
    });
    expect(outcomes(report)).toEqual([
      ['one', 'conforms'],
      ['cut', 'error'],
      ['another', 'conforms'],
    ]);
    expect(report.interactions[1]).toMatchObject({
      blame: 'environment',
      message: expect.stringMatching(/^no answer to PATCH: /) as string,
      curl: expect.stringContaining('33') as string,
    });
    expect(report.verdict).toBe('incomplete');
  });

  test('any more in the middle of the replay: what it answered stands, and the rest is no fault of its', async () => {
    const calls: string[] = [];
    const mutant = await startMutant({
      request: (call) => {
        if (isReplay(call)) calls.push(call.method);
        if (calls.length === 2) setImmediate(() => void mutant.close());
        return {};
      },
    });
    const pacts = [
      ...documents(
        ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => update(name, {}, given(DEFAULTS))),
      ),
      ...documents([read('of another file')]),
    ];
    const report = await verifyNamed(mutant.url, pacts, { setPolicy: setterOf(mutant.store) });
    expect(report.verdict).toBe('incomplete');
    expect(report.reason).toContain('the provider stopped answering');
    expect(report.interactions).toHaveLength(7);
    const found = new Set(report.interactions.slice(2).map(({ outcome }) => outcome));
    expect([...found].filter((outcome) => outcome !== 'error' && outcome !== 'untestable')).toEqual([]);
    expect(report.interactions[0]).toMatchObject({ outcome: 'conforms' });
    expect(report.interactions.at(-1)).toMatchObject({
      source: expect.stringMatching(/pact-\d+\.json$/) as string,
      outcome: 'untestable',
    });
    for (const { message } of report.interactions.slice(2)) expect(message).not.toBeNull();
  });
});

describe('a provider that throttles', () => {
  const throttling = (times: number): Mutation => {
    let left = times;
    return {
      request: (call) => {
        if (!isReplay(call) || left === 0) return {};
        left -= 1;
        return refused(call, 429, 'Slow down.', { 'Retry-After': '0' });
      },
    };
  };

  test('once is asked again, and nothing is held against it', async () => {
    const report = await replay([update(), read()], throttling(1));
    expect(outcomes(report)).toEqual([
      ['an update', 'conforms'],
      ['a read', 'conforms'],
    ]);
    expect(report).toMatchObject({ verdict: 'conforms', findings: [] });
  });

  test('to no end has not answered, which is no violation', async () => {
    const report = await replay([update()], throttling(100));
    expect(report.interactions).toMatchObject([
      { outcome: 'error', blame: 'environment', message: expect.stringContaining('429') as string },
    ]);
    expect(report.verdict).toBe('incomplete');
  });
});

describe('a redirection is never followed', () => {
  const target = async () => listen(204);

  test('though it is well formed', async () => {
    const elsewhere = await target();
    const report = await replay([update(), read()], {
      request: (call) =>
        isReplay(call)
          ? new Response(null, { status: 307, headers: { Location: `${elsewhere.url}/x` } })
          : {},
    });
    expect(elsewhere.requests).toEqual([]);
    expect(report.interactions).toMatchObject([
      { outcome: 'violates', actual: 'status: 307' },
      { outcome: 'violates' },
    ]);
  });

  test('in whatever form it comes', async () => {
    const elsewhere = await target();
    const { url } = elsewhere;
    const forms: [what: string, steps: Step[]][] = [
      ['cut short', [`HTTP/1.1 307 X\r\nLocation: ${url}\r\nContent-Length: 9\r\n\r\nx`, 5, 'cut']],
      ['with half line ends', [`HTTP/1.1 307 X\nLocation: ${url}\nContent-Length: 0\n\n`, 'end']],
      ['of HTTP/1.0', [`HTTP/1.0 302 X\r\nlocation:${url}\r\n\r\n`, 'end']],
      ['said twice', [`HTTP/1.1 301 X\r\nLocation: ${url}\r\nLOCATION: ${url}\r\nContent-Length: 0\r\n\r\n`]],
      ['with a blank', [`HTTP/1.1 303 X\r\nLocation : ${url}\r\nContent-Length: 0\r\n\r\n`, 'end']],
      ['in two lines', [`HTTP/1.1 308 X\r\nLocation:\r\n ${url}\r\nContent-Length: 0\r\n\r\n`, 'end']],
      [
        'behind another head',
        [
          `HTTP/1.1 103 X\r\nLink: <a>\r\n\r\nHTTP/1.1 307 X\r\nLocation: ${url}\r\nContent-Length: 0\r\n\r\n`,
        ],
      ],
    ];
    const report = await verifyRaw(
      (text) => forms.find(([what]) => text.includes(what))?.[1] ?? [],
      forms.map(([what]) => withCase(update(what, {}), what)),
    );
    expect(elsewhere.requests).toEqual([]);
    expect(report.interactions.map(({ description }) => description)).toEqual(forms.map(([what]) => what));
    for (const { outcome } of report.interactions) expect(outcome).toMatch(/^(violates|error|untestable)$/);
    expect(report.interactions.find(({ description }) => description === 'said twice')?.outcome).toBe(
      'violates',
    );
  });
});

describe('an answer is seen as the provider sent it', () => {
  test('compressed, in chunks, with fields twice', async () => {
    const asked: boolean[] = [];
    const packed = gzipSync(
      '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","id":"TemporaryAccessPass"}',
    );
    const steps = (text: string): Step[] => {
      asked.push(/^accept-encoding:.*gzip/im.test(text));
      return [
        'HTTP/1.1 200 OK\r\ncontent-TYPE: application/json\r\nX-A: 1\r\nX-A: 2\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n',
        `${packed.length.toString(16)}\r\n`,
        packed.toString('latin1'),
        '\r\n0\r\n\r\n',
      ];
    };
    const wants = withResponse(read(), {
      headers: { 'Content-Type': 'application/json' },
      body: { id: 'TemporaryAccessPass' },
    });
    const report = await verifyRaw(steps, [wants], []);
    expect(asked.at(-1)).toBe(true);
    expect(report.interactions).toMatchObject([{ outcome: 'conforms', message: null }]);
  });

  test('to the end of its connection, in HTTP/1.0', async () => {
    const wants = withResponse(read(), { body: { id: 'x' } });
    const report = await verifyRaw(
      () => ['HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"id":"x"}', 'end'],
      [wants],
      [],
    );
    expect(report.interactions).toMatchObject([{ outcome: 'conforms', message: null }]);
  });
});

test('headers of the user reach the provider with a replay, in the place of an example', async () => {
  const got: Headers[] = [];
  await replay(
    [
      {
        ...update(),
        request: { ...update().request, headers: { 'x-key': 'example', 'Content-Type': 'application/json' } },
      },
    ],
    {
      request: (call) => {
        if (isReplay(call)) got.push(call.headers);
        return {};
      },
    },
    {
      headers: [
        ['X-Key', 'real-value'],
        ['X-Other', 'more'],
      ],
    },
  );
  expect(got.map((headers) => [headers.get('x-key'), headers.get('x-other')])).toEqual([
    ['real-value', 'more'],
  ]);
});

describe('what a provider is declared not to have', () => {
  test('makes interactions with it not applicable', async () => {
    const lacks: Capability[] = ['read', 'delete', 'scopes'];
    const report = await replay(
      [
        update(),
        read(),
        reset(),
        withResponse(update('who may only read', {}, given(READ_ONLY)), { status: 403 }),
      ],
      {
        request: (call) => (['GET', 'DELETE'].includes(call.method) ? refused(call, 405) : {}),
      },
      { lacks, tokenReadOnly: undefined as unknown as string },
    );
    expect(outcomes(report)).toEqual([
      ['an update', 'conforms'],
      ['a read', 'not-applicable'],
      ['a reset', 'not-applicable'],
      ['who may only read', 'not-applicable'],
    ]);
    expect(report.interactions[1]?.message).toBe('read is declared absent');
    expect(report.verdict).toBe('conforms');
  });

  test('hides no update that fails', async () => {
    const report = await replay([withResponse(update(), { status: 200 })], {}, { lacks: ['read', 'delete'] });
    expect(report.interactions).toMatchObject([{ outcome: 'violates', blame: 'client' }]);
  });
});

describe('a provider that is named', () => {
  let provider: RunningProvider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());

  test('is brought into states by updates', async () => {
    const pacts = documents([
      read(
        'twelve',
        { defaultLength: 12, isUsableOnce: true },
        given([SET, { defaultLength: 12, isUsableOnce: true }], WRITE),
      ),
      read('the defaults', { defaultLength: 8, isUsableOnce: false }, given(DEFAULTS)),
    ]);
    const report = await verifyNamed(provider.url, pacts);
    expect(report).toMatchObject({ verdict: 'conforms', findings: [] });
    expect(outcomes(report)).toEqual([
      ['twelve', 'conforms'],
      ['the defaults', 'conforms'],
    ]);
  });

  test('is brought into states by its own endpoint, past the operation, before and after', async () => {
    const endpoint = await listen(200, '{"id": "7"}', ({ action, params }) => {
      if (action === 'setup') provider.store.set({ ...provider.store.get(), ...params });
    });
    const pacts = documents([
      read(
        'a state of its own',
        { defaultLength: 21 },
        given(['the length is', { defaultLength: 21 }], WRITE),
      ),
      read('none'),
      read('a state of the catalogue', { defaultLength: 22 }, given([SET, { defaultLength: 22 }], 'another')),
    ]);
    const report = await verifyNamed(
      provider.url,
      pacts,
      { statesUrl: endpoint.url },
      { only: ['SEM-*', 'RES-204'] },
    );
    expect(report).toMatchObject({ verdict: 'conforms', counts: { violates: 0 } });
    expect(report.interactions.map(({ outcome }) => outcome)).toEqual(['conforms', 'conforms', 'conforms']);
    expect(endpoint.heard).toEqual([
      { action: 'setup', state: 'the length is', params: { defaultLength: 21 } },
      { action: 'teardown', state: 'the length is', params: { defaultLength: 21 } },
      { action: 'setup', state: SET, params: { defaultLength: 22 } },
      { action: 'setup', state: 'another', params: {} },
      { action: 'teardown', state: SET, params: { defaultLength: 22 } },
      { action: 'teardown', state: 'another', params: {} },
    ]);
  });

  test('may give values to the generators of an interaction', async () => {
    const endpoint = await listen(200, '{"length": 33}');
    const interaction = update('a generated length', { defaultLength: 9 }, given('there is a length'));
    interaction.request['generators'] = {
      body: { '$.defaultLength': { type: 'ProviderState', expression: '${length}', dataType: 'INTEGER' } },
    };
    const report = await verifyNamed(provider.url, documents([interaction]), { statesUrl: endpoint.url });
    expect(report.interactions).toMatchObject([
      { outcome: 'conforms', curl: expect.stringContaining('"defaultLength":33') as string },
    ]);
  });

  test('is not blamed where its endpoint does not set up a state', async () => {
    const endpoint = await listen((heard) =>
      heard.state === 'unknown'
        ? 404
        : heard.state === 'broken'
          ? 500
          : heard.state === 'elsewhere'
            ? 302
            : 'cut',
    );
    const states = ['unknown', 'broken', 'elsewhere', 'cut'];
    const pacts = documents([
      ...states.map((state) => update(`in ${state}`, {}, given(state))),
      update('in none'),
    ]);
    const report = await verifyNamed(provider.url, pacts, { statesUrl: endpoint.url });
    expect(report.interactions).toMatchObject([
      ...[
        /^the state "unknown" was answered by http:\S+ with 404$/,
        /"broken" .* with 500$/,
        /"elsewhere" .* with 302$/,
        /^the state "cut": http:\S+ does not answer \(.+\)$/,
      ].map((message) => ({
        outcome: 'untestable',
        blame: 'environment',
        message: expect.stringMatching(message) as string,
      })),
      { outcome: 'conforms' },
    ]);
    expect(report).toMatchObject({ verdict: 'incomplete', reason: '4 interactions could not be tested' });
  });

  test('is not blamed where no server listens at its endpoint', async () => {
    const statesUrl = 'http://127.0.0.1:1/states';
    const report = await verifyNamed(provider.url, documents([update('u', {}, given('s'))]), { statesUrl });
    expect(report.interactions).toMatchObject([
      { outcome: 'untestable', message: expect.stringContaining(`${statesUrl} does not answer`) as string },
    ]);
  });
});

/** A provider whose reads show a write only after so many of them. */
function lagging(reads: number): Mutation {
  let shown: string | undefined;
  let left = 0;
  return {
    response: (response, call) => {
      if (call.method === 'PATCH' && response.status === 204) {
        shown = JSON.stringify(call.before);
        left = reads;
      }
      if (call.method !== 'GET' || left === 0 || response.status !== 200) return response;
      left -= 1;
      return rewritten(response, (now) => ({ ...now, ...(JSON.parse(shown ?? '{}') as Json) }));
    },
  };
}

describe('a provider whose reads lag behind its writes', () => {
  const pacts = () =>
    documents([
      read('twelve', { defaultLength: 12 }, given([SET, { defaultLength: 12 }])),
      read('nine', { defaultLength: 9 }, given([SET, { defaultLength: 9 }])),
    ]);

  test('is waited for when its states are set by updates', async () => {
    const mutant = await startMutant(lagging(3));
    const report = await verifyNamed(mutant.url, pacts());
    await mutant.close();
    expect(outcomes(report)).toEqual([
      ['twelve', 'conforms'],
      ['nine', 'conforms'],
    ]);
  });

  test('for longer than it may is not in the state, which is no violation by the interaction', async () => {
    const mutant = await startMutant(lagging(1000));
    const report = await verifyNamed(mutant.url, pacts(), {}, { settle: 60 });
    await mutant.close();
    expect(report.interactions.map(({ outcome }) => outcome)).toEqual(['untestable', 'untestable']);
  });
});
