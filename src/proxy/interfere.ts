import type { IncomingMessage } from 'node:http';
import type { Mischief } from '../chaos/chaos';
import { failureOf } from '../wire/failure';
import type { Account } from './account';
import type { ClientEnd } from './client-end';
import type { Passage } from './passage';

/**
 * Answers in the target's place when the request is whole.
 * @returns what the record has of that; a failure of the kind `reset` where the connection is to be cut
 */
export async function interfere(
  mischief: Exclude<Mischief, { kind: 'slow' }>,
  account: Account,
  request: IncomingMessage,
  near: ClientEnd,
): Promise<Pick<Passage, 'failure' | 'wire' | 'injected'>> {
  const { name: injected } = mischief;
  try {
    for await (const chunk of request) account.sent.add(chunk as Buffer);
  } catch (error) {
    return { failure: { ...failureOf(error), kind: 'aborted' }, injected };
  }
  if (mischief.kind === 'drop')
    return { failure: { kind: 'reset', message: 'the connection was cut' }, injected };
  const { status, statusText, headers, body } = mischief;
  const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${status} ${statusText}\r\n${fields}\r\n`;
  near.answering = false;
  near.socket.write(`${head}${body}`);
  account.answered.add(Buffer.from(body));
  return { injected, wire: { head } };
}
