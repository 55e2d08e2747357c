import type { Operation } from '../../contract/operation';
import { fromPointer } from '../../contract/pointer';
import { propertiesOf } from '../../contract/slice';
import { breaks, holds, type ScenarioCheck } from '../check';

/**
 * The key stays what it is, whatever an update says, and in whatever form a read asks for it.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const key: ScenarioCheck = {
  address: 'state/key',
  requirement: 'SEM-KEY',
  needs: ['responseBody'],
  scope: 'scenario',
  *judge(views) {
    for (const view of views) {
      const { policy, operation } = view;
      if (!view.final) continue;
      const broken = view.policyFaults.find(({ requirement }) => requirement === 'SEM-KEY');
      const member = broken ? fromPointer(broken.pointer)[0] : keyIn(operation);
      const value = member === undefined ? undefined : policy?.[member];
      // One that is missing, or of another type, is response/read-shape's to tell.
      if (value === undefined || typeof value !== typeof keyOf(operation, member)) continue;
      if (!broken) {
        yield holds(view);
        continue;
      }
      const { message, expected, actual, pointer } = broken;
      yield breaks(view, { message, expected, actual, pointer });
    }
  },
};

/** The member of the policy that has one value for ever. */
const keyIn = ({ policySchema }: Operation): string | undefined =>
  Object.entries(propertiesOf(policySchema)).find(([, { 'x-requirement': named }]) =>
    Object.values(typeof named === 'object' ? named : { any: named }).includes('SEM-KEY'),
  )?.[0];

const keyOf = ({ policySchema }: Operation, member = ''): unknown =>
  propertiesOf(policySchema)[member]?.const;
