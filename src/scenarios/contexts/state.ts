import { changesOf } from '../changes';
import { send, update } from '../scenario';
import type { Form, Forms } from './form';

/** What was sent before: another state, a revert, a refusal, an update that no read follows. */
export const stateForms: Forms = (operation) => {
  const { body, flipped, turn, limited, done } = changesOf(operation);
  const refused = limited ? limited.put(limited.maximum + 1) : { [flipped]: [7] };
  const reverts: Form = {
    ...{ dimension: 'state', name: 'after a revert', needs: 'delete' },
    before: () => [send('a revert before it', 'DELETE')],
  };
  return [
    { dimension: 'state', name: 'from the other state' },
    ...(operation.reset?.effect === 'reverts' ? [reverts] : []),
    {
      ...{ dimension: 'state', name: 'after a refused update' },
      clause: 'RFC 5789 2: a refused update changes nothing',
      before: () => [update('a refused update before it', body(refused))],
    },
    {
      ...{ dimension: 'state', name: 'right after another update' },
      before: () => [update('an update right before it', body(turn('B')), done)],
    },
  ];
};
