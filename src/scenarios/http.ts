import type { HttpForm } from '../exchanges/exchange';
import type { Operation } from '../contract/operation';
import { changesOf } from './changes';
import { send, type Scenario, type Send } from './scenario';

const written = (name: string, method: Send['method'], http: HttpForm, rest: Partial<Send> = {}): Send =>
  send(name, method, { http, ...rest });

/**
 * What shows whether a server keeps the rules of HTTP, whatever it serves. Each request has a connection of its own,
 * and is judged by nothing else: it may be refused by something in front that knows nothing of policies.
 */
export function httpScenarios(operation: Operation): Scenario[] {
  const { body, flip } = changesOf(operation);
  const update = { payload: { json: body(flip('A')) } };
  return [head, ...messages(update), ...connections(update)];
}

const plainRead = (name = 'a read'): Send => written(name, 'GET', {});

const head: Scenario = {
  address: 'http/head',
  rows: ['HTTP-HEAD', 'HTTP-HEAD-BODY', 'HTTP-HEAD-LEN', 'HTTP-DATE'],
  needs: ['read'],
  steps: [
    plainRead(),
    written('a HEAD', 'HEAD', {}),
    plainRead('a read after it'),
    written('a HEAD without a token', 'HEAD', {}, { credentials: 'none' }),
    written('a HEAD of nothing', 'HEAD', {}, { at: '/nothing-of-that-name', elsewhere: true }),
  ],
};

/** How messages are written. */
function messages(update: Partial<Send>): Scenario[] {
  return [
    {
      address: 'http/older-version',
      rows: ['HTTP-10'],
      needs: [],
      steps: [
        written('a read', 'GET', { version: '1.0' }),
        written('an update', 'PATCH', { version: '1.0' }, update),
        written('an update with an expectation', 'PATCH', { version: '1.0', expect: '100-continue' }, update),
        written('an update without a token', 'PATCH', { version: '1.0' }, { ...update, credentials: 'none' }),
      ],
    },
    {
      address: 'http/host',
      rows: ['HTTP-HOST'],
      needs: [],
      from: 'A',
      steps: [
        written('no Host', 'GET', { hosts: [] }),
        plainRead(),
        written('an update without Host', 'PATCH', { hosts: [] }, update),
        written('one Host twice', 'GET', { hosts: ['$HOST', '$HOST'] }),
        plainRead('a second read'),
        written('two Hosts', 'GET', { hosts: ['$HOST', 'other.invalid'] }),
        written('a space within Host', 'GET', { hosts: ['other host.invalid'] }),
        plainRead('a third read'),
        written('a slash within Host', 'GET', { hosts: ['other/host.invalid'] }),
      ],
    },
  ];
}

/** What becomes of connections, and of who waits. */
function connections(update: Partial<Send>): Scenario[] {
  return [
    {
      address: 'http/close',
      rows: ['HTTP-CLOSE', 'HTTP-DATE'],
      needs: [],
      steps: [
        written('a read', 'GET', { closes: 'close' }),
        written('a read with another after it', 'GET', { closes: 'close', twice: true }),
        written('a read with close in another letter case', 'GET', { closes: 'Close' }),
        written('an update', 'PATCH', { closes: 'close' }, update),
        written(
          'an update without a token',
          'PATCH',
          { closes: 'close' },
          { ...update, credentials: 'none' },
        ),
      ],
    },
    {
      address: 'http/expect',
      rows: ['HTTP-EXPECT'],
      needs: [],
      steps: [
        written('an update', 'PATCH', { expect: '100-continue' }, update),
        written('in another letter case', 'PATCH', { expect: '100-Continue' }, update),
        written('without a token', 'PATCH', { expect: '100-continue' }, { ...update, credentials: 'none' }),
      ],
    },
    {
      address: 'http/absolute-form',
      rows: ['HTTP-ABSOLUTE'],
      needs: [],
      steps: [
        plainRead(),
        written('a read in absolute form', 'GET', { target: 'absolute' }),
        written('an update', 'PATCH', {}, update),
        written('an update in absolute form', 'PATCH', { target: 'absolute' }, update),
      ],
    },
  ];
}
