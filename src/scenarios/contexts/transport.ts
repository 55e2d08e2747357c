import type { Operation } from '../../contract/operation';
import { contentLacks, type Form } from './form';

/** How content is framed, over which connection it goes, and what a client may say beside it. */
export const framingForms = (): readonly Form[] => [
  {
    ...{ dimension: 'framing', name: 'content in chunks' },
    clause: 'RFC 9112 7.1: a recipient must be able to read the chunked coding',
    lacks: contentLacks,
    change: (step) => ({ ...step, headers: [...(step.headers ?? []), ['Transfer-Encoding', 'chunked']] }),
  },
];

export const connectionForms = (): readonly Form[] => [
  {
    ...{ dimension: 'connection', name: 'on a new connection' },
    clause: 'RFC 9110 3.3: each request stands for itself',
    change: (step) => ({ ...step, connection: 'new' }),
  },
];

/** Optional headers. What a firewall may make of a client that does not name itself is left open. */
export const headerForms = ({ success }: Operation): readonly Form[] => [
  {
    ...{ dimension: 'headers', name: 'without Accept and client-request-id' },
    clause: 'RFC 9110 12.5.1; the pages ask for Authorization and Content-Type alone',
    change: (step) => ({ ...step, without: ['Accept', 'client-request-id'] }),
  },
  {
    ...{ dimension: 'headers', name: 'with Accept: */*' },
    clause: 'RFC 9110 12.5.1',
    change: (step) => ({
      ...step,
      without: ['Accept'],
      headers: [...(step.headers ?? []), ['Accept', '*/*']],
    }),
  },
  {
    // A minimal answer is what a success without content is anyhow.
    ...{ dimension: 'headers', name: 'with preferences that change nothing' },
    clause: 'RFC 7240 2 and 4.2: a preference that is not known is ignored',
    change: (step) => ({
      ...step,
      headers: [
        ...(step.headers ?? []),
        ['Prefer', success.content ? 'contoso.nightly' : 'contoso.nightly, return=minimal'],
      ],
    }),
  },
  {
    ...{ dimension: 'headers', name: 'with Accept and User-Agent as browsers have them' },
    clause: 'RFC 9110 10.1.5, 12.5.1 and 12.4.2: what has a weight is acceptable, in any order',
    change: (step) => ({
      ...step,
      without: ['Accept', 'User-Agent'],
      headers: [
        ...(step.headers ?? []),
        ['Accept', 'text/html, application/json; q=0.9, */*;q=0.1'],
        ['User-Agent', 'Mozilla/5.0 (compatible)'],
      ],
    }),
  },
  {
    ...{ dimension: 'headers', name: 'with names of headers in another letter case' },
    clause: 'RFC 9110 5.1: field names have no letter case',
    change: (step) => ({ ...step, headerCase: 'lower' }),
  },
];
