/** Faults in the spelling of paths. */
import { changed, refused, type Behaviour, type Call, type Make } from './behaviour';
import { answering, asking, bare } from './hooks';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';

const keyOf = ({ model }: Call): string => model.key;
/** The key as the documentation's example writes it. */
const exampleKeyOf = ({ model: { key } }: Call): string =>
  key.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
const NAMES = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/';
/** The names in the path; for a path without a key, the last one. */
const namesOf = ({ model: { single, collection, key } }: Call): string =>
  single ? `/${collection}/${key}` : `/${collection}/`;

const endsIn =
  (keyIn: (call: Call) => string) =>
  (call: Call): boolean =>
    call.path.endsWith(`/${keyIn(call)}`);
/** Whether the names before the key are not spelt as documented. */
const isRespelt = (call: Call): boolean =>
  call.path.toLowerCase().includes(namesOf(call).toLowerCase()) && !call.path.includes(namesOf(call));

const notFound = (call: Call): Response => refused(call, 404, 'Resource not found.');
const moved = (call: Call, path: string): Response => bare(refused(call), 308, { Location: path });

/** Keeps a separate policy for requests with another spelling. */
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

/** Treats requests with nearly the policy's path as requests to the policy. */
const near = (pattern: (key: string) => RegExp): Make =>
  asking(
    (call) => pattern(keyOf(call)).test(call.path),
    (call) => ({ path: call.path.replace(pattern(keyOf(call)), `/${keyOf(call)}`) }),
  );

/** Whether an answer is for a resource that does not exist. */
const isUnknown = ({ status }: Response, call: Call): boolean =>
  status === 404 &&
  call.path.toLowerCase().includes(NAMES.toLowerCase().slice(0, -1)) &&
  // The documentation specifies the answer for a policy that existed once.
  !call.path.endsWith(`/${keyOf(call)}`);
const ofUnknown = (method: string, edit: (response: Response) => Response | Promise<Response>): Make =>
  answering(
    (response, call) => isUnknown(response, call) && (method === '*' || call.method === method),
    edit,
  );

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
      `${call.path.slice(0, call.path.toLowerCase().indexOf(namesOf(call).toLowerCase()))}${namesOf(call)}${call.model.single ? '' : keyOf(call)}`,
    ),
  ),
  'path-key-begins-alike-taken': near((key) => new RegExp(`/${key}\\w+$`)),
  'path-key-ends-alike-taken': near((key) => new RegExp(`/\\w+${key}$`)),
  'path-key-cut-taken': near((key) => new RegExp(`/${key.slice(0, -1)}$`)),
  'path-key-in-parentheses-unread': asking(
    ({ path }) => /\('[^']*'\)$/.test(path),
    (call) => ({ path: call.path.replace(/\('[^']*'\)$/, `/${keyOf(call)}`) }),
  ),
  'path-behind-key-unread': near((key) => new RegExp(`/${key}/\\w+$`)),
  'path-unknown-read-empty': ofUnknown('GET', (response) =>
    changed(response, { status: 200, text: () => '{}' }),
  ),
  'path-unknown-update-done': ofUnknown('PATCH', (response) => bare(response, 204)),
  'path-unknown-revert-done': ofUnknown('DELETE', (response) => bare(response, 204)),
  'path-unknown-as-html': ofUnknown('*', (response) =>
    changed(response, { headers: { 'content-type': 'text/html' }, text: () => '<h1>Not Found</h1>' }),
  ),
  'path-unknown-as-text-in-json': ofUnknown('*', (response) =>
    changed(response, { text: () => '{"message":"Not Found"}' }),
  ),
  'path-unknown-500': ofUnknown('*', (response) => changed(response, { status: 500 })),
  'path-unknown-400': ofUnknown('*', (response) => changed(response, { status: 400 })),
  'path-names-two-policies': apart(isRespelt),
};
