import type { Report } from '../results/report';
import { visible } from '../results/visible';
import type { Terminal } from './terminal';

type Fold = Terminal['fold'];

/** What was read from where, what was passed over and why, and what the records do not show. */
export const inputs = ({ inputs: all }: Report, fold: Fold): string[] =>
  all.flatMap(({ file, read, judged, passedOver, notShown = {} }) => {
    const unseen = counts(notShown).map((each) => fold(`${visible(file)}: not recorded: ${each}`, 2));
    // That all of the one source was judged, the first lines say, and what was explored, a note of the run.
    if (all.length === 1 && read === judged + (passedOver['explored'] ?? 0)) return unseen.flat();
    const passed = Object.entries(passedOver).map(([reason, count]) => `${count} (${visible(reason)})`);
    return [
      ...fold(
        `${visible(file)}: ${judged} of ${read} exchanges judged${passed.length === 0 ? '' : `; not judged: ${passed.join(', ')}`}`,
        2,
      ),
      ...unseen.flat(),
    ];
  });

const counts = (byReason: Readonly<Record<string, number>>): string[] =>
  Object.entries(byReason).map(([reason, count]) => `${count} ${visible(reason)}`);
