import { isMembers, type Members } from '../../exchanges/body';
import type { View } from '../view';

/** The mistake of a batch: in the whole, so that no request has its own answer, or in a part. */
export interface BatchFault {
  what: string;
  isWhole: boolean;
}

/** What is wrong with the batch of a request; undefined where nothing is, or it was not seen. */
export function faultIn(view: View): BatchFault | undefined {
  const json = view.requestJson;
  if (!json.ok)
    return json.unseen ? undefined : { what: `a batch that is not JSON (${json.problem})`, isWhole: true };
  const requests: unknown = isMembers(json.value) ? json.value['requests'] : undefined;
  if (!Array.isArray(requests)) return { what: 'a batch without a list of requests', isWhole: true };
  const items = requests.filter(isMembers);
  const ids = items.map(({ id }) => id).filter((id) => typeof id === 'string');
  if (new Set(ids).size < ids.length) return { what: 'a batch with a duplicate id', isWhole: true };
  if (view.violates('BAT-LIMIT')) return { what: 'a batch that breaks BAT-LIMIT', isWhole: false };
  return isInOrder(items) ? undefined : { what: 'a batch that cannot run in its order', isWhole: false };
}

/** Whether each request depends on nothing but requests before it: whether others may come later is not written alike (OData JSON 19.1). */
function isInOrder(items: readonly Members[]): boolean {
  const before = new Set<unknown>();
  return items.every(({ id, dependsOn }) => {
    const isBehind = !Array.isArray(dependsOn) || dependsOn.every((each) => before.has(each));
    before.add(id);
    return isBehind;
  });
}
