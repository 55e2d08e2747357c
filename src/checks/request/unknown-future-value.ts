import { advisesAgainst } from './target-type';

/**
 * The sentinel member of an evolvable enumeration is for reading; a client does not send it.
 * @see https://github.com/microsoft/api-guidelines/blob/vNext/graph/patterns/evolvable-enums.md
 */
export const unknownFutureValue = advisesAgainst('unknownFutureValue', {
  address: 'request/unknown-future-value',
  requirement: 'REQ-UFV',
  message: 'unknownFutureValue should not be sent',
  expected: '"group" or "user"',
});
