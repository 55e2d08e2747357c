/** Spellings of the path. */
import { refused, type Behaviour, type Call } from './behaviour';
import { asking, bare } from './hooks';
import type { Make } from './index';
import { defaultPolicy } from '../policies/temporary-access-pass';

const KEY = 'TemporaryAccessPass';
const EXAMPLE_KEY = 'temporaryAccessPass';
const NAMES = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/';

const endsIn =
  (key: string) =>
  ({ path }: Call): boolean =>
    path.endsWith(`/${key}`);
/** Whether the names before the key are spelt otherwise than documented. */
const isRespelt = ({ path }: Call): boolean =>
  path.toLowerCase().includes(NAMES.toLowerCase()) && !path.includes(NAMES);

const notFound = (call: Call): Response => refused(call, 404, 'Resource not found.');
const moved = (call: Call, path: string): Response => bare(refused(call), 308, { Location: path });

/** Requests of another spelling reach a policy of their own. */
const apart =
  (isOther: (call: Call) => boolean): Make =>
  (): Behaviour => {
    let other = defaultPolicy();
    return {
      request: (call, store) => {
        if (!isOther(call)) return {};
        store.set(other);
        return {};
      },
      response: (response, call, store) => {
        if (!isOther(call)) return response;
        other = store.get();
        store.set(call.before);
        return response;
      },
    };
  };

export const paths: Readonly<Record<string, Make>> = {
  'path-key-returned-only': asking(endsIn(EXAMPLE_KEY), notFound),
  'path-key-example-only': asking(endsIn(KEY), notFound),
  'path-key-redirected': asking(endsIn(EXAMPLE_KEY), (call) =>
    moved(call, call.path.replace(EXAMPLE_KEY, KEY)),
  ),
  'path-key-two-policies': apart(endsIn(EXAMPLE_KEY)),
  'path-names-case-sensitive': asking(isRespelt, notFound),
  'path-names-redirected': asking(isRespelt, (call) =>
    moved(call, `${call.path.slice(0, call.path.toLowerCase().indexOf(NAMES.toLowerCase()))}${NAMES}${KEY}`),
  ),
  'path-names-two-policies': apart(isRespelt),
};
