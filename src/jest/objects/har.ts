import { operationAt } from '../../exchanges/address';
import { isMembers, type Members } from '../../exchanges/body';
import type { Exchange } from '../../exchanges/exchange';
import { fromHarEntry } from '../../exchanges/readers/har';
import { wantedOf } from '../../exchanges/wanted';
import { Unreadable } from '../../exchanges/readers/message';
import { defaultOperation } from '../../contract/operation';
import { UsageError } from '../../usage-error';

/** Whether it is an entry of a HAR, whose request has its body under another name than an exchange has. */
export const isHarEntry = (value: Members): boolean =>
  isMembers(value['request']) &&
  Array.isArray(value['request']['headers']) &&
  ('postData' in value['request'] || 'startedDateTime' in value);

/**
 * An entry of a HAR, read as `check` reads it.
 * @returns undefined for one of another operation
 * @throws UsageError for one that cannot be read
 */
export function harEntry(entry: Members): Omit<Exchange, 'id' | 'source'> | undefined {
  const { url } = entry['request'] as Members;
  const operation = (typeof url === 'string' ? operationAt(url) : undefined) ?? defaultOperation();
  try {
    const read = fromHarEntry(entry, wantedOf([operation]));
    return 'foreign' in read ? undefined : read;
  } catch (error) {
    if (error instanceof Unreadable) throw new UsageError(error.message);
    throw error;
  }
}
