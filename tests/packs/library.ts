import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validateShelf } from './shelf-rules';
import { shelf } from '.';

/** What the tokens of the tests may do. */
export const TOKENS = { write: 'shelf-writer-token', read: 'shelf-reader-token' } as const;

type Members = Record<string, unknown>;

/** How a library may be wrong: each is one fault of its own. */
export const FAULTS = {
  /** 204 where 200 with the shelf is stated. */
  'answers-204': 'RES-200',
  /** The shelf as it was before the update. */
  'answers-old-shelf': 'RES-SHOWS',
  /** No shelf in the answer. */
  'answers-nothing': 'RES-BODY',
  'drops-label': 'SEM-APPLY',
  'lower-cases-label': 'SEM-APPLY',
  'lower-cases-link': 'SEM-APPLY',
  'resets-what-is-not-sent': 'SEM-MERGE',
  'adds-rules-to-the-old': 'SEM-REPLACE',
  'merges-readers-by-card': 'SEM-REPLACE',
  'keeps-part-of-a-refused-update': 'SEM-ATOMIC',
  'takes-any-capacity': 'ERR-RANGE',
  'takes-text-for-numbers': 'ERR-TYPE',
  'changes-its-number': 'SEM-KEY',
  'answers-anybody': 'AUT-401',
  'lets-readers-write': 'AUT-403',
  'refuses-annotations': 'ERR-ANNOT',
  'refuses-parameters': 'RES-CT-PARAM',
  'has-its-own-errors': 'ERR-ENVELOPE',
  'hides-the-number': 'GET-SHAPE',
  'merges-placement': 'SEM-APPLY',
} as const;

export type Fault = keyof typeof FAULTS;

/** A library with one shelf, written from the page of the invented operation and from nothing of the suite. */
export class Library {
  private server: Server | undefined;
  private shelf: Members;

  constructor(private readonly fault?: Fault) {
    this.shelf = { number: 7, ...structuredClone(shelf.states.B) };
  }

  /** @returns the root of its API */
  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1.0`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = randomUUID();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader('request-id', id);
    response.setHeader('OData-Version', '4.0');
    const client = request.headers['client-request-id'];
    if (typeof client === 'string') response.setHeader('client-request-id', client);
    const refuse = (status: number, code: string, message: string): void =>
      this.refuse(response, { status, code, message, id, client });
    const token = /^bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim();
    if (!(token === TOKENS.write || token === TOKENS.read) && this.fault !== 'answers-anybody') {
      response.setHeader('WWW-Authenticate', 'Bearer realm="", authorization_uri="https://login.example/"');
      return refuse(401, 'InvalidAuthenticationToken', 'Access token is empty or invalid.');
    }
    const path = decodeURI((request.url ?? '').split('?')[0] ?? '').toLowerCase();
    if (path !== '/v1.0/library/shelves/7') return refuse(404, 'itemNotFound', 'There is no such thing.');
    if (request.method === 'GET') return this.show(response, this.read());
    response.setHeader('Allow', 'GET, PATCH');
    if (request.method !== 'PATCH') return refuse(405, 'methodNotAllowed', 'It can be read and updated.');
    if (token === TOKENS.read && this.fault !== 'lets-readers-write')
      return refuse(403, 'accessDenied', 'The token may not write.');
    const type = request.headers['content-type'] ?? '';
    const isJson =
      this.fault === 'refuses-parameters'
        ? /^application\/json$/i.test(type)
        : /^application\/json\s*(;.*)?$/i.test(type);
    if (!isJson) return refuse(415, 'unsupportedMediaType', 'The body must be JSON.');
    let body: unknown;
    try {
      body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    } catch {
      return refuse(400, 'badRequest', 'The body is no JSON.');
    }
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return refuse(400, 'badRequest', 'The body must be an object.');
    if (this.fault === 'refuses-annotations' && Object.keys(body).some((name) => name.includes('@')))
      return refuse(400, 'badRequest', 'Annotations are not taken.');
    const members = Object.fromEntries(Object.entries(body).filter(([name]) => !name.includes('@')));
    const why = validateShelf(members, { ...this.shelf, ...members }, this.fault);
    if (why !== undefined) {
      if (this.fault === 'keeps-part-of-a-refused-update' && typeof members['isOpen'] === 'boolean')
        this.shelf['isOpen'] = members['isOpen'];
      if (this.fault === 'keeps-part-of-a-refused-update' && typeof members['label'] === 'string')
        this.shelf['label'] = members['label'];
      return refuse(400, 'badRequest', why);
    }
    const before = this.read();
    this.update(members);
    if (this.fault === 'answers-204') return void response.writeHead(204).end();
    response.removeHeader('Allow');
    if (this.fault === 'answers-nothing') return this.show(response, {});
    this.show(response, this.fault === 'answers-old-shelf' ? before : this.read());
  }

  private update(members: Members): void {
    const old = this.shelf;
    const next = { ...old, ...structuredClone(members) };
    if (this.fault === 'drops-label') next['label'] = old['label'];
    if (this.fault === 'lower-cases-label') next['label'] = String(next['label']).toLowerCase();
    if (this.fault === 'lower-cases-link') next['link'] = String(next['link']).toLowerCase();
    if (this.fault === 'resets-what-is-not-sent' && members['genre'] === undefined) next['genre'] = 'fiction';
    if (this.fault === 'adds-rules-to-the-old' && members['rules'])
      next['rules'] = [...(old['rules'] as unknown[]), ...(members['rules'] as unknown[])];
    if (this.fault === 'merges-readers-by-card' && members['readers']) {
      const cards = (members['readers'] as Members[]).map(({ card }) => card);
      const kept = (old['readers'] as Members[]).filter(({ card }) => !cards.includes(card));
      next['readers'] = [...kept, ...(members['readers'] as Members[])];
    }
    if (this.fault === 'merges-placement' && members['placement'])
      next['placement'] = { ...(old['placement'] as Members) };
    next['number'] = this.fault === 'changes-its-number' ? Number(old['number']) + 1 : 7;
    this.shelf = next;
  }

  private read(): Members {
    const shown = structuredClone(this.shelf);
    if (this.fault === 'hides-the-number') delete shown['number'];
    return shown;
  }

  private show(response: ServerResponse, body: Members): void {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  private refuse(
    response: ServerResponse,
    {
      status,
      code,
      message,
      id,
      client,
    }: { status: number; code: string; message: string; id: string; client: unknown },
  ): void {
    const inner = {
      date: new Date().toISOString().slice(0, 19),
      'request-id': id,
      'client-request-id': client ?? id,
    };
    const body =
      this.fault === 'has-its-own-errors' ? { message } : { error: { code, message, innerError: inner } };
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  }
}
