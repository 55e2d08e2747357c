/** Faults in the handling of annotations in an update. */
import type { Make } from './behaviour';
import { readingAs, refusing, without, type Members } from './updates';

const has = (json: Members, test: (name: string) => boolean): boolean => Object.keys(json).some(test);

/** The context URLs of a body. */
const contexts = (json: Members): string[] =>
  Object.entries(json).flatMap(([name, value]) => (name.endsWith('@odata.context') ? [String(value)] : []));

export const annotations: Readonly<Record<string, Make>> = {
  'annotations-context-refused': refusing(({ json }) => '@odata.context' in json),
  'annotations-context-of-targets-refused': refusing(({ json }) => 'includeTargets@odata.context' in json),
  // A body that was read from one API root and sent to another still names the first root.
  'annotations-foreign-context-refused': refusing(({ json }) =>
    contexts(json).some((url) => url.startsWith('https://graph.microsoft.com/')),
  ),
  'annotations-unknown-refused': refusing(({ json }) =>
    has(json, (name) => name.startsWith('@') && !name.startsWith('@odata.')),
  ),
  'annotations-of-members-refused': refusing(({ json }) =>
    has(json, (name) => name.indexOf('@') > 0 && !name.includes('@odata.')),
  ),
  'annotations-hide-their-member': readingAs((json) => {
    const annotated = Object.keys(json).flatMap((name) => (name.indexOf('@') > 0 ? name.split('@')[0] : []));
    return without(json, ...annotated.filter((name) => name !== undefined));
  }),
  'annotations-context-drops-update': readingAs((json) =>
    '@odata.context' in json ? { '@odata.type': json['@odata.type'] } : undefined,
  ),
};
