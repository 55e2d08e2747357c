import { isMembers, type Members } from '../../exchanges/body';
import { breaks, holds, type ScenarioCheck } from '../check';
import type { View } from '../view';
import { same } from './values';

/** A resource below the policy, as a read of it shows it, and as the policy shows it. */
interface Pair {
  /** The member of the policy that shows it, and its place there. */
  member: string;
  at: number;
  name: string;
  own: Members;
  shown: Members;
  policy: View;
  view: View;
}

/**
 * What the policy shows of resources below it is what reads of them show. They are read in one batch, twice: what is
 * otherwise in one of them only may have been read while it changed, or lag.
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicy#relationships
 */
export const shown: ScenarioCheck = {
  address: 'state/shown',
  requirement: 'SEM-SHOWN',
  needs: ['responseBody'],
  scope: 'scenario',
  *judge(views) {
    const passes = new Map<string, Pair[]>();
    for (const pair of pairsIn(views)) {
      const name = `${pair.member}/${pair.name}`;
      passes.set(name, [...(passes.get(name) ?? []), pair]);
    }
    for (const pairs of passes.values()) {
      const last = pairs.at(-1) as Pair;
      const differing = Object.keys(last.own).filter((member) =>
        pairs.every((pair) => isShownOtherwise(pair, member)),
      );
      if (differing.length === 0) yield holds(last.policy);
      for (const member of differing) yield breach(last, member);
    }
  },
};

/** The resources of which one batch has both a read, and a read of the policy that shows them. */
function* pairsIn(views: readonly View[]): Iterable<Pair> {
  for (const policy of views) {
    const { batch } = policy.exchange;
    if (!batch || policy.intent !== 'read' || !policy.policy) continue;
    for (const view of views) {
      if (view.exchange.batch?.parent !== batch.parent) continue;
      if (view.intent !== undefined && view.intent !== 'elsewhere') continue;
      const pair = pairOf(policy, view);
      if (pair) yield pair;
    }
  }
}

function pairOf(policy: View, view: View): Pair | undefined {
  const json = view.responseJson;
  if (view.method !== 'GET' || view.status !== 200 || !json.ok || !isMembers(json.value)) return undefined;
  const [, member = '', name = ''] =
    /\/([^/]+)\/([^/]+)$/.exec(new URL(view.exchange.request.url).pathname) ?? [];
  const all = policy.policy?.[member];
  if (!Array.isArray(all)) return undefined;
  const at = all.findIndex((each) => isMembers(each) && isNamed(each['id'], name));
  return at < 0 ? undefined : { member, at, name, own: json.value, shown: all[at] as Members, policy, view };
}

const isNamed = (id: unknown, name: string): boolean =>
  typeof id === 'string' && id.toLowerCase() === name.toLowerCase();

/** What one of them leaves out is not compared, nor annotations. */
const isShownOtherwise = ({ own, shown: other }: Pair, member: string): boolean =>
  !member.includes('@') &&
  member in own &&
  member in other &&
  !same(own[member], other[member]) &&
  !isHidden(own[member], other[member]);

/** Whether the record has something in the place of a text of one of them, and does not show that they differ: by how many items. */
function isHidden(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return false;
  return HIDDEN.test(JSON.stringify([one, other]));
}

/** What a record has in the place of a text that no schema of the operation gives away. */
const HIDDEN = /"\[secret-\d+/;

function breach({ member, at, name, own, shown: other, policy, view }: Pair, differing: string) {
  const told = breaks(policy, {
    message: `the policy must show ${differing} of ${name} as a read of ${name} does`,
    expected: JSON.stringify(own[differing]),
    actual: JSON.stringify(other[differing]),
    pointer: `/${member}/${at}/${differing}`,
  });
  return { ...told, exchanges: [policy.exchange.id, view.exchange.id] };
}
