import { read, update, type Scenario, type Step } from '../scenario';
import type { Setting } from './setting';

/** An order has two ends. */
const ENDS = 2;

/** Limits against what is stored, one after the other, for each order. */
export const storedLimits = (setting: Setting): Scenario[] =>
  setting.operation.orders.map((order) => storedLimit(setting, order));

function storedLimit({ operation, changes }: Setting, order: readonly string[]): Scenario {
  const { A } = operation.states;
  const { body, nudge, done } = changes;
  const known = Object.fromEntries(order.map((name) => [name, A[name]]));
  const limits = limitsOf(order.map((name) => [name, Number(A[name])]));
  const fences = ['fence', 'second fence', 'third fence', 'fourth fence'];
  const steps = limits.flatMap(([name, members], at): Step[] => [
    update(name, body(members)),
    // What was not recalculated for it, and is by the next update.
    ...(at === 1 ? [read(`read right after ${name}`)] : []),
    update(fences[at] ?? `fence ${at + 1}`, body(nudge(19 + (at % 3))), done),
    read(`read after ${name}`),
    // What an end was recalculated for goes back; the others came to nothing, or to what is behind them.
    ...(at < Math.min(limits.length - 1, ENDS)
      ? [update(`back in order (${at + 1})`, body(known), done), read(`read back in order (${at + 1})`)]
      : []),
  ]);
  return {
    address: 'state/stored-limit',
    rows: ['ERR-STORED', 'SEM-STATE-RANGE'],
    needs: [],
    from: 'A',
    steps: [read('read before'), ...steps],
  };
}

/**
 * One value of an order at a time that the stored ones leave no room for. Where it has a middle, the ends against that
 * come first: such a step ends as errors/stored-limit looks for it.
 */
function limitsOf(
  stored: readonly (readonly [name: string, value: number])[],
): [name: string, members: Record<string, number>][] {
  const links = stored.slice(0, -1).map((lower, at) => ({ lower, upper: stored[at + 1] as typeof lower }));
  const [first, last] = [links[0], links.at(-1)];
  if (!first || !last) return [];
  const below = ({ lower, upper }: typeof first): Record<string, number> => ({ [upper[0]]: lower[1] - 1 });
  const above = ({ lower, upper }: typeof first): Record<string, number> => ({ [lower[0]]: upper[1] + 1 });
  if (first === last)
    return [
      [`${first.upper[0]} below the stored ${first.lower[0]}`, below(first)],
      [`${first.lower[0]} above the stored ${first.upper[0]}`, above(first)],
    ];
  const { lower: middle, upper: highest } = last;
  // Well above the lowest, so that one value alone is wrong.
  const room = Math.max(1, Math.ceil(((middle[1] - first.lower[1]) * 2) / 3));
  return [
    ['maximum against the stored default', { [highest[0]]: middle[1] - room }],
    ['minimum against the stored default', above(first)],
    ...links
      .slice(1)
      .map((link): [string, Record<string, number>] => [
        `${link.lower[0]} above the stored ${link.upper[0]}`,
        above(link),
      ]),
    ...links
      .slice(0, -1)
      .map((link): [string, Record<string, number>] => [
        `${link.upper[0]} below the stored ${link.lower[0]}`,
        below(link),
      ]),
    // In order with each other.
    ['both ends above the stored middle', { ...above(first), [highest[0]]: highest[1] + room }],
  ];
}
