/** Spellings of the path. */
import { refused, type Behaviour, type Call, type Make } from './behaviour';
import { asking, bare } from './hooks';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';

const keyOf = ({ model }: Call): string => model.key;
/** The key as the page's example has it. */
const exampleKeyOf = ({ model: { key } }: Call): string =>
  key.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
const NAMES = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/';

const endsIn =
  (keyIn: (call: Call) => string) =>
  (call: Call): boolean =>
    call.path.endsWith(`/${keyIn(call)}`);
/** Whether the names before the key are spelt otherwise than documented. */
const isRespelt = ({ path }: Call): boolean =>
  path.toLowerCase().includes(NAMES.toLowerCase()) && !path.includes(NAMES);

const notFound = (call: Call): Response => refused(call, 404, 'Resource not found.');
const moved = (call: Call, path: string): Response => bare(refused(call), 308, { Location: path });

/** Requests of another spelling reach a policy of their own. */
const apart =
  (isOther: (call: Call) => boolean): Make =>
  (): Behaviour => {
    let other: PolicyConfiguration | undefined;
    return {
      request: (call, store) => {
        if (!isOther(call)) return {};
        store.set(other ?? call.model.defaults());
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
  'path-key-returned-only': asking(endsIn(exampleKeyOf), notFound),
  'path-key-example-only': asking(endsIn(keyOf), notFound),
  'path-key-redirected': asking(endsIn(exampleKeyOf), (call) =>
    moved(call, call.path.replace(exampleKeyOf(call), keyOf(call))),
  ),
  'path-key-two-policies': apart(endsIn(exampleKeyOf)),
  'path-names-case-sensitive': asking(isRespelt, notFound),
  'path-names-redirected': asking(isRespelt, (call) =>
    moved(
      call,
      `${call.path.slice(0, call.path.toLowerCase().indexOf(NAMES.toLowerCase()))}${NAMES}${keyOf(call)}`,
    ),
  ),
  'path-names-two-policies': apart(isRespelt),
};
