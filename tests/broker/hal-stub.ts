import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub reads of a Pact document; the rest it hands through. */
export interface PactDocument {
  consumer: { name: string };
  provider: { name: string };
  [member: string]: unknown;
}

/** A line for the user, and when to show it: `before_verification`, or `after_verification:success_true_published_true` and its like. */
export interface Notice {
  when: string;
  text: string;
}

/** A Pact document that the stub offers to a provider for verification. */
export interface OfferedPact {
  document: PactDocument;
  /** The default is `1.0.0`. */
  consumerVersion?: string;
  /** Its failures do not count: the provider has never verified it. */
  pending?: boolean;
  /** Work in progress: offered although no selector names it. */
  wip?: boolean;
  notices?: readonly Notice[];
  /** With `false` no selector of a request fits, but the provider is known. */
  selected?: boolean;
}

export type Credentials = { token: string } | { username: string; password: string };

/** How the stub answers; it may be changed while it runs. */
export interface BrokerSettings {
  pacts: readonly OfferedPact[];
  /** The answer to can-i-deploy; `null` is the broker's word for a result that is missing. */
  deployable: boolean | null;
  /** Whoever does not show these gets a 401. */
  credentials?: Credentials | undefined;
  /** Every request gets this status, as from a broker that is out of order. */
  outOfOrder?: number | undefined;
  /** Publishing, of contracts and of results, gets this status: the credentials allow no more than to read. */
  refusesPublishing?: number | undefined;
  /** Called before each answer. */
  onRequest?: ((request: RecordedRequest) => void) | undefined;
}

export interface RecordedRequest {
  method: string;
  /** With the query, as it came. */
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
}

export interface BrokerStub {
  url: string;
  settings: BrokerSettings;
  /** In the order in which they came; those that were refused too. */
  requests: RecordedRequest[];
  /** The requests with this method to a path that fits. */
  received(method: string, path: RegExp): RecordedRequest[];
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

type Route = (
  match: readonly string[],
  body: unknown,
  broker: Pick<BrokerStub, 'url' | 'settings'>,
) => Answer;

/**
 * A stub of a Pact Broker on loopback: the part of its HAL interface that pact-cli's publish and
 * can-i-deploy and pact-core's verifier follow. It stores nothing: what was published is in `requests`.
 */
export async function startBroker(settings: Partial<BrokerSettings> = {}): Promise<BrokerStub> {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    void record(request).then((recorded) => {
      requests.push(recorded);
      stub.settings.onRequest?.(recorded);
      send(response, answerTo(recorded, stub));
    });
  });
  const stub: BrokerStub = {
    url: '',
    settings: { pacts: [], deployable: true, ...settings },
    requests,
    received: (method, path) => requests.filter((one) => one.method === method && path.test(one.path)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stub;
}

async function record(request: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: parsed(Buffer.concat(chunks).toString('utf8')),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'Content-Type': 'application/hal+json;charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function answerTo({ method, path, headers, body }: RecordedRequest, stub: BrokerStub): Answer {
  const { credentials, outOfOrder } = stub.settings;
  if (outOfOrder !== undefined) return { status: outOfOrder, body: { error: { message: 'out of order' } } };
  if (credentials && headers['authorization'] !== authorizationOf(credentials))
    return {
      status: 401,
      headers: { 'WWW-Authenticate': 'token' in credentials ? 'Bearer' : 'Basic realm="Restricted Area"' },
    };
  if (stub.settings.refusesPublishing !== undefined && isPublication(method, path))
    return { status: stub.settings.refusesPublishing, body: { error: { message: 'not allowed' } } };
  const [plain = ''] = path.split('?');
  for (const [verb, pattern, route] of ROUTES) {
    const match = verb === method ? pattern.exec(plain) : null;
    if (match) return route(match.slice(1).map(decodeURIComponent), body, stub);
  }
  return NOT_FOUND;
}

const isPublication = (method: string, path: string): boolean =>
  method === 'PUT' || (method === 'POST' && !path.endsWith('/for-verification'));

const authorizationOf = (credentials: Credentials): string =>
  'token' in credentials
    ? `Bearer ${credentials.token}`
    : `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;

const NOT_FOUND: Answer = {
  status: 404,
  body: { error: { message: 'The requested document was not found on this server.' } },
};

const ROUTES: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ['GET', /^\/$/, index],
  ['POST', /^\/contracts\/publish$/, publish],
  ['GET', /^\/matrix$/, matrix],
  ['GET', /^\/can-i-deploy$/, matrix],
  // The verifier reads the resource before it posts to it, for the link to itself.
  ['GET', /^\/pacts\/provider\/([^/]+)\/for-verification$/, forVerification],
  ['POST', /^\/pacts\/provider\/([^/]+)\/for-verification$/, forVerification],
  ['GET', /^\/pacts\/provider\/([^/]+)\/latest$/, latest],
  ['GET', /^\/pacts\/provider\/([^/]+)\/consumer\/([^/]+)\/version\/([^/]+)$/, pact],
  [
    'POST',
    /^\/pacts\/provider\/([^/]+)\/consumer\/([^/]+)\/version\/([^/]+)\/verification-results$/,
    results,
  ],
  ['GET', /^\/pacticipants\/([^/]+)$/, pacticipant],
  ['PUT', /^\/pacticipants\/([^/]+)\/branches\/([^/]+)\/versions\/([^/]+)$/, created],
  ['PUT', /^\/pacticipants\/([^/]+)\/versions\/([^/]+)\/tags\/([^/]+)$/, created],
];

function index(_match: readonly string[], _body: unknown, { url }: Pick<BrokerStub, 'url'>): Answer {
  const provider = `${url}/pacts/provider/{provider}`;
  const templated = (href: string) => ({ href, templated: true });
  return {
    status: 200,
    body: {
      _links: {
        self: { href: url, title: 'Index', templated: false },
        'pb:publish-contracts': { href: `${url}/contracts/publish`, templated: false },
        'pb:can-i-deploy-pacticipant-version-to-environment': templated(
          `${url}/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}`,
        ),
        'pb:provider-pacts-for-verification': templated(`${provider}/for-verification`),
        'pb:latest-provider-pacts': templated(`${provider}/latest`),
        'pb:pacticipant': templated(`${url}/pacticipants/{pacticipant}`),
        curies: [{ name: 'pb', ...templated(`${url}/doc/{rel}?context=index`) }],
      },
    },
  };
}

/** A contract of a body to /contracts/publish; its content is a Pact document in base64. */
export interface PublishedContract {
  consumerName: string;
  providerName: string;
  specification: string;
  contentType: string;
  content: string;
}

/** The body of a request to /contracts/publish. */
export interface Publication {
  pacticipantName: string;
  pacticipantVersionNumber: string;
  branch?: string;
  tags?: string[];
  buildUrl?: string;
  contracts: PublishedContract[];
}

function publish(_match: readonly string[], body: unknown, { url }: Pick<BrokerStub, 'url'>): Answer {
  const { pacticipantName: name, pacticipantVersionNumber: number, contracts } = body as Publication;
  const self = `${url}/pacticipants/${encodeURIComponent(name)}`;
  const versionSelf = `${self}/versions/${encodeURIComponent(number)}`;
  return {
    status: 200,
    // pact-cli drops the notices when a member of this is missing, be it one that it does not use.
    body: {
      logs: [],
      notices: contracts.map(({ consumerName, providerName }) => ({
        type: 'success',
        text: `Pact published for ${consumerName} version ${number} and provider ${providerName}.`,
      })),
      _embedded: {
        pacticipant: { name, _links: { self: { title: 'Pacticipant', name, href: self } } },
        version: { number, _links: { self: { title: 'Version', name: number, href: versionSelf } } },
      },
      _links: {
        'pb:pacticipant': { title: 'Pacticipant', name, href: self },
        'pb:pacticipant-version': { title: 'Pacticipant version', name: number, href: versionSelf },
        'pb:pacticipant-version-tags': [],
        'pb:contracts': contracts.map((contract) => ({
          title: 'Pact',
          name: `Pact between ${contract.consumerName} and ${contract.providerName}`,
          href: `${url}${placeOf(contract.providerName, contract.consumerName, number)}`,
        })),
      },
    },
  };
}

function matrix(
  _match: readonly string[],
  _body: unknown,
  { settings: { deployable } }: Pick<BrokerStub, 'settings'>,
): Answer {
  const reason =
    deployable === true
      ? 'All required verification results are published and successful'
      : deployable === false
        ? 'One or more of the required verifications has failed'
        : 'There is no verified pact between the versions';
  return {
    status: 200,
    body: {
      summary: {
        deployable,
        reason,
        success: deployable === true ? 1 : 0,
        failed: deployable === false ? 1 : 0,
        unknown: deployable === null ? 1 : 0,
      },
      notices: [{ type: deployable === true ? 'success' : 'error', text: reason }],
      matrix: [],
    },
  };
}

const placeOf = (provider: string, consumer: string, version: string): string =>
  `/pacts/provider/${encodeURIComponent(provider)}/consumer/${encodeURIComponent(consumer)}/version/${encodeURIComponent(version)}`;

const versionOf = ({ consumerVersion = '1.0.0' }: OfferedPact): string => consumerVersion;

const linkTo = (offered: OfferedPact, url: string) => {
  const { consumer, provider } = offered.document;
  return {
    href: `${url}${placeOf(provider.name, consumer.name, versionOf(offered))}`,
    title: 'Pact',
    name: `Pact between ${consumer.name} (${versionOf(offered)}) and ${provider.name}`,
  };
};

/** The body of a request for the pacts that a provider is to verify. */
export interface ForVerification {
  consumerVersionSelectors?: unknown[];
  includePendingStatus?: boolean;
  includeWipPactsSince?: string;
  providerVersionBranch?: string;
  providerVersionTags?: string[];
}

/** Pending and work in progress come only to those who ask for them, as with the real broker. */
function forVerification(
  [name = '']: readonly string[],
  body: unknown,
  { url, settings }: Pick<BrokerStub, 'url' | 'settings'>,
): Answer {
  const { includePendingStatus, includeWipPactsSince } = (body || {}) as ForVerification;
  const known = settings.pacts.filter(({ document }) => document.provider.name === name);
  if (known.length === 0) return NOT_FOUND;
  const wanted = known.filter(
    ({ selected = true, wip = false }) => selected && (!wip || includeWipPactsSince !== undefined),
  );
  const pacts = wanted.map((offered) => ({
    shortDescription: `latest from ${versionOf(offered)}`,
    verificationProperties: {
      notices: offered.notices ?? [],
      ...(includePendingStatus && { pending: offered.pending ?? false }),
      ...(offered.wip && { wip: true }),
    },
    _links: { self: linkTo(offered, url) },
  }));
  const href = `${url}/pacts/provider/${encodeURIComponent(name)}/for-verification`;
  return {
    status: 200,
    body: { _embedded: { pacts }, _links: { self: { href, title: 'Pacts to be verified' } } },
  };
}

function latest(
  [name = '']: readonly string[],
  _body: unknown,
  { url, settings }: Pick<BrokerStub, 'url' | 'settings'>,
): Answer {
  const known = settings.pacts.filter(({ document }) => document.provider.name === name);
  if (known.length === 0) return NOT_FOUND;
  return { status: 200, body: { _links: { 'pb:pacts': known.map((offered) => linkTo(offered, url)) } } };
}

function pact(
  [provider, consumer, version]: readonly string[],
  _body: unknown,
  { url, settings }: Pick<BrokerStub, 'url' | 'settings'>,
): Answer {
  const found = settings.pacts.find(
    (offered) =>
      offered.document.provider.name === provider &&
      offered.document.consumer.name === consumer &&
      versionOf(offered) === version,
  );
  if (!found) return NOT_FOUND;
  const self = linkTo(found, url);
  const participant = (name: string) => ({ name, href: `${url}/pacticipants/${encodeURIComponent(name)}` });
  return {
    status: 200,
    body: {
      ...found.document,
      interactions: withIds(found.document['interactions']),
      createdAt: '2026-01-01T00:00:00+00:00',
      _links: {
        self,
        'pb:consumer': participant(found.document.consumer.name),
        'pb:provider': participant(found.document.provider.name),
        'pb:publish-verification-results': { href: `${self.href}/verification-results` },
        curies: [{ name: 'pb', href: `${url}/doc/{rel}?context=pact`, templated: true }],
      },
    },
  };
}

/** The broker gives each interaction an id of its content, by which a result names it. */
const withIds = (interactions: unknown): unknown =>
  Array.isArray(interactions)
    ? interactions.map((interaction: object) => ({
        _id: createHash('sha1').update(JSON.stringify(interaction)).digest('hex'),
        ...interaction,
      }))
    : interactions;

function results(_match: readonly string[], body: unknown): Answer {
  return { status: 201, body: { ...(body as object), _links: {} } };
}

function pacticipant(
  [name = '']: readonly string[],
  _body: unknown,
  { url }: Pick<BrokerStub, 'url'>,
): Answer {
  const self = `${url}/pacticipants/${encodeURIComponent(name)}`;
  return {
    status: 200,
    body: {
      name,
      _links: {
        self: { href: self },
        'pb:branch-version': { href: `${self}/branches/{branch}/versions/{version}`, templated: true },
        'pb:version-tag': { href: `${self}/versions/{version}/tags/{tag}`, templated: true },
      },
    },
  };
}

function created(): Answer {
  return { status: 201, body: { _links: {} } };
}
