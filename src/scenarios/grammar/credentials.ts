/** Values of Authorization by RFC 9110 11.4 and RFC 6750 2.1: the scheme Bearer, one space or more, and a token. */
import type { Send } from '../scenario';

type Credentials = Readonly<Record<string, Pick<Send, 'credentials' | 'authorization'>>>;

const malformed = (authorization: string) => ({ credentials: 'malformed' as const, authorization });

/** None, and those that differ most from what they must be. */
export const NO_CREDENTIALS: Credentials = {
  'no Authorization': { credentials: 'none' },
  'an empty Authorization': malformed(''),
  'Bearer and no token': malformed('Bearer'),
  Basic: malformed('Basic Z3JhcGg6Y29udHJhY3Q='),
  'the token without its scheme': malformed('$GRAPH_TOKEN'),
  'a scheme that ends in Bearer': malformed('XBearer $GRAPH_TOKEN'),
};

/** The token of the run in what is no credentials of a bearer, one rule broken at a time. */
export const BROKEN_CREDENTIALS: Credentials = {
  'another scheme before the token': malformed('Token $GRAPH_TOKEN'),
  'a scheme that begins with Bearer': malformed('Bearers $GRAPH_TOKEN'),
  'no space after Bearer': malformed('Bearer$GRAPH_TOKEN'),
  'a colon after Bearer': malformed('Bearer: $GRAPH_TOKEN'),
  'a word after the token': malformed('Bearer $GRAPH_TOKEN nightly'),
  'the token in quotes': malformed('Bearer "$GRAPH_TOKEN"'),
  'the token as a parameter': malformed('Bearer token=$GRAPH_TOKEN'),
  'credentials of two schemes': malformed('Basic Z3JhcGg6Y29udHJhY3Q=, Bearer $GRAPH_TOKEN'),
};

const spelt = (authorization: string) => ({ credentials: 'lower-case-scheme' as const, authorization });

/** The scheme in other letter cases: RFC 9110 11.1. */
export const OTHER_CASES: Credentials = {
  'bearer in lower case': { credentials: 'lower-case-scheme' },
  'BEARER in upper case': spelt('BEARER $GRAPH_TOKEN'),
  'bEaReR in both': spelt('bEaReR $GRAPH_TOKEN'),
};

/** Two spaces are in the grammar, and no page says that they are taken. */
export const TWO_SPACES: Credentials = { 'two spaces after Bearer': spelt('Bearer  $GRAPH_TOKEN') };
