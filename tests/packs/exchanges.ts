import type { Exchange } from '../../src/exchanges/exchange';
import { context, exchange } from '../checks/support';
import { shelf } from '.';

const URL_OF_SHELF = `https://library.example/v1.0${shelf.path}`;

type Written = Parameters<typeof exchange>[0];

/** A shelf as a read shows it. */
export const SHELF = { number: 7, ...shelf.states.A };

/** An update of the shelf, and the 200 with what it led to. */
export const updateShelf = (members: object, written: Written = {}): Exchange =>
  exchange({
    url: URL_OF_SHELF,
    json: members,
    status: 200,
    ...written,
    answer: { json: { ...SHELF, ...members }, ...written?.answer },
  });

/** A read of the shelf. */
export const readShelf = (policy: object = SHELF, written: Written = {}): Exchange =>
  exchange({
    url: URL_OF_SHELF,
    method: 'GET',
    status: 200,
    ...written,
    answer: { json: policy, headers: { 'OData-Version': '4.0' }, ...written?.answer },
  });

/** A read that ended its poll. */
export const settledShelf = (policy: object = SHELF): Exchange =>
  readShelf(policy, { context: context({ settled: { satisfied: true, waitedMs: 0 } }) });
