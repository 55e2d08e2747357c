import { describe } from '../../contract/describe';
import { toPointer } from '../../contract/pointer';
import { propertiesOf, resolve, type SchemaNode } from '../../contract/slice';
import { isMembers, type Members } from '../../exchanges/body';
import { breaks, holds, type ScenarioCheck } from '../check';
import { intervals, type Interval } from './history';
import { same } from './values';

/**
 * Parts of an object that an update leaves out keep their value, by OData; Graph's pages say so of members alone, so that it
 * is only noted what becomes of them.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const parts: ScenarioCheck = {
  address: 'state/parts',
  requirement: 'SEM-PARTS',
  needs: ['requestBody', 'responseBody'],
  scope: 'scenario',
  *judge(views) {
    for (const interval of intervals(views)) {
      const { writes, after } = interval;
      for (const { way, was, now } of leftOut(interval)) {
        if (same(was, now)) {
          yield holds(after);
          continue;
        }
        const breach = breaks(after, {
          message: `${way.join('.')} is not sent, was ${describe(was)}, read ${describe(now)}`,
          expected: describe(was),
          actual: describe(now),
          pointer: toPointer(way),
          needsRepeat: true,
        });
        yield { ...breach, exchanges: [...writes.map((write) => write.exchange.id), after.exchange.id] };
      }
    }
  },
};

/** A part that was not sent of a member that was, and what the reads around the update show of it. */
interface Part {
  way: string[];
  was: unknown;
  now: unknown;
}

function* leftOut({ before, writes, after }: Interval): Iterable<Part> {
  const { operation } = after;
  const accepted = writes.filter((write) => write.succeeded);
  // What else was answered may have been carried out or not.
  const isKnown = writes.every((write) => write.succeeded || (write.refused && !write.inPassing));
  if (!before?.policy || !after.policy || !isKnown) return;
  if (accepted.some((write) => write.intent === 'reset' || !write.sound)) return;
  const schemas = propertiesOf(operation.updateSchema);
  for (const [member, schema] of Object.entries(schemas)) {
    const [set, ...others] = accepted.filter((write) => member in write.members);
    if (!set || others.length > 0) continue;
    const beside = operation.recalculated.filter((group) => group.includes(member)).flat();
    // Of two members that may be recalculated, one may follow the other.
    if (beside.some((name) => name !== member && accepted.some((write) => name in write.members))) continue;
    yield* partsOf(schema, [member], set.members[member], before.policy[member], after.policy[member]);
  }
}

function* partsOf(
  schema: SchemaNode,
  way: string[],
  sent: unknown,
  before: unknown,
  after: unknown,
): Iterable<Part> {
  if (!isMembers(sent) || !isMembers(before)) return;
  const shown: Members = isMembers(after) ? after : {};
  for (const [name, part] of Object.entries(propertiesOf(resolve(schema)))) {
    const place = [...way, name];
    if (name in sent) yield* partsOf(part, place, sent[name], before[name], shown[name]);
    else if (before[name] !== undefined && before[name] !== null)
      yield { way: place, was: before[name], now: shown[name] };
  }
}
