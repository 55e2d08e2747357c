/** Faults in the media types of updates: those that must be accepted, and those that must be refused. */
import { refused, type Call, type Make } from './behaviour';
import { asking, isUpdate } from './hooks';

const typeOf = ({ headers }: Call): string => headers.get('content-type') ?? '';

/** Reads updates of some media types as JSON. */
const taking = (when: (type: string) => boolean): Make =>
  asking(
    (call) => isUpdate(call) && when(typeOf(call)),
    ({ headers }) => {
      headers.set('content-type', 'application/json');
      return { headers };
    },
  );

/** Refuses updates of some media types. */
const refusing = (when: (type: string) => boolean, status = 415): Make =>
  asking(
    (call) => isUpdate(call) && when(typeOf(call)),
    (call) => refused(call, status, 'The media type is not supported.'),
  );

const isJson = (type: string): boolean => /^\s*application\/json\s*(;|$)/i.test(type);
/** A request without a token is refused for that first. */
const isForeign = (call: Call): boolean =>
  isUpdate(call) && !isJson(typeOf(call)) && call.headers.has('authorization');

export const media: Readonly<Record<string, Make>> = {
  'media-charset-refused': refusing((type) => /charset/i.test(type)),
  'media-charset-capitals-refused': refusing((type) => /charset=UTF-8/.test(type)),
  'media-odata-parameters-refused': refusing((type) => /odata\.|ieee754/i.test(type)),
  'media-missing-taken': taking((type) => type === ''),
  'media-any-taken': taking(() => true),
  'media-text-plain-taken': taking((type) => /^text\/plain/i.test(type)),
  'media-octet-stream-taken': taking((type) => /^application\/octet-stream/i.test(type)),
  'media-begins-as-json-taken': taking((type) => /^application\/json/i.test(type)),
  'media-ends-as-json-taken': taking((type) => /application\/json$/i.test(type)),
  'media-json-alone-taken': taking((type) => type === 'json'),
  'media-range-taken': taking((type) => type === 'application/*'),
  'media-multipart-taken': taking((type) => /^multipart\//i.test(type)),
  'media-parameter-name-capitals-refused': refusing((type) => /CHARSET/.test(type)),
  'media-white-space-refused': refusing((type) => /\s;/.test(type)),
  'media-empty-parameter-refused': refusing((type) => /;\s*$/.test(type)),
  'media-quoted-value-split': refusing((type) => /"a;b/.test(type)),
  'media-other-names-of-json-taken': taking((type) => /^text\/json$|\+json$/i.test(type)),
  'media-406-for-415': asking(isForeign, (call) => refused(call, 406)),
};
