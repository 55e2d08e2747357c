import { read, send, type Scenario } from '../scenario';

/** What a read answers with, sent back. */
export const roundTrip = (): Scenario => ({
  address: 'state/round-trip',
  rows: ['SEM-ROUNDTRIP', 'SEM-APPLY'],
  needs: ['read'],
  from: 'A',
  steps: [
    read('read before'),
    send('the read, sent back', 'PATCH', { payload: { lastRead: true }, accept: 'SEM-ROUNDTRIP' }),
    read('read after'),
  ],
});
