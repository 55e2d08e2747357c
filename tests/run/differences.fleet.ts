/** A difference that another read alone tells counts where the scenario shows it again, sent once more. */
import { tryOut } from '../../src/fleet/try';

test.each([['atomicity-refusal-resets'], ['atomicity-targets-stored']])(
  'what the known state leaves open is made again what it was before a scenario is sent once more: %s',
  async (behaviour) => {
    const { rows } = await tryOut({
      id: behaviour,
      operation: 'sms',
      start: { behaviour },
      options: {},
    });
    expect(rows['SEM-ATOMIC']).toBe('violates');
  },
);
