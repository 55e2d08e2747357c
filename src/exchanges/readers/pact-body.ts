import { LIMITS, raising } from '../../bounds/limits';
import { bodyOf, isMembers, type Members } from '../body';
import type { Body, HeaderPair } from '../exchange';
import { header, mediaType } from '../headers';
import { Unreadable } from './message';

/** What the libraries of Pact read as a body: none was said, none is to be there, or these bytes. */
export type PactBody =
  { kind: 'missing' } | { kind: 'empty' } | { kind: 'present'; body: Body; isJson: boolean };

/**
 * The body of a request or a response, as Pact's own libraries read it, so that what is judged is what a
 * verification sends.
 * @param version of the Pact specification
 * @throws Unreadable for what those take with a warning, and for nothing that was meant
 * @see https://github.com/pact-foundation/pact-specification
 */
export function pactBody(message: Members, headers: readonly HeaderPair[], version: number): PactBody {
  const { body } = message;
  if (body === undefined) return { kind: 'missing' };
  const sentAs = header(headers, 'content-type');
  if (body === null) return ofNull(sentAs);
  return version >= 4 ? ofVersion4(body, sentAs) : before4(body, sentAs);
}

/** By the header alone: what a Pact of version 4 says of the type beside the content does not matter here. */
const ofNull = (sentAs: string | undefined): PactBody =>
  sentAs !== undefined && isJson(sentAs) ? present('null', true) : { kind: 'empty' };

/** `{content, contentType, encoded}`. */
function ofVersion4(body: unknown, sentAs: string | undefined): PactBody {
  if (!isMembers(body) || !('content' in body))
    throw new Unreadable(
      'its body has no content, as a Pact of version 4 has it: {content, contentType, encoded}',
    );
  const { content, contentType, encoded } = body;
  if (content === null) return ofNull(sentAs);
  if (content === '') return { kind: 'empty' };
  const type = 'contentType' in body ? contentType : sentAs;
  const json = typeof type === 'string' && isJson(type);
  if (encoded === undefined || encoded === false)
    return present(typeof content === 'string' && !json ? content : JSON.stringify(content), json);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  if (typeof encoded !== 'string' || encoded.toLowerCase() !== 'base64') return present(text, json);
  if (!isBase64(text)) throw new Unreadable('the content of its body is said to be base64, and is not');
  return present(Buffer.from(text, 'base64'), json);
}

/** As it stands there; a text is JSON, text or base64 by the type that it is sent as. */
function before4(body: unknown, sentAs: string | undefined): PactBody {
  if (typeof body !== 'string') return present(JSON.stringify(body), true);
  if (body === '') return { kind: 'empty' };
  const type = sentAs !== undefined && sentAs.includes('/') ? sentAs : detected(body);
  if (isJson(type)) return present(isTextOrObject(body) ? body : `"${body}"`, true);
  return present(!isText(type) && isBase64(body) ? Buffer.from(body, 'base64') : body, false);
}

function present(content: string | Buffer, json: boolean): PactBody {
  const body: Body = typeof content === 'string' ? { encoding: 'utf8', data: content } : bodyOf(content);
  if (body.data.length > LIMITS.body)
    throw new Unreadable(
      `its body is longer than the ${LIMITS.body} bytes that are read; ${raising('body')}`,
    );
  return { kind: 'present', body, isJson: json };
}

const isJson = (type: string): boolean => /[/+]json$/.test(mediaType(type));
const isText = (type: string): boolean =>
  /^(text\/.*|application\/(xml|x-www-form-urlencoded))$/.test(mediaType(type));

/** By how it begins, as those libraries tell. */
const detected = (text: string): string =>
  /^\s*(?:true|false|null|[0-9]|"|\{\s*(?:\}|"\w)|\[)/.test(text) ? 'application/json' : 'text/plain';

function isTextOrObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' || isMembers(value);
  } catch {
    return false;
  }
}

/** With its padding, and nothing between. */
const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
