/**
 * Faults of single members, generated from the catalogue: what the provider does, and to which member, or to which
 * part of one (with dots). A method whose members are all of the usual kinds needs no code for its faults.
 */
import { isDeepStrictEqual } from 'node:util';
import { loadFaults, type Fault, type MemberFault } from '../fleet';
import { applied, type Make } from './behaviour';
import { showing } from './read';
import { behindReset } from './reset';
import { behindUpdate, readingAs, refusing, storingRaw, type Members } from './updates';

/** The faults by their name in the catalogue. */
const DOES: Readonly<Record<MemberFault, (path: readonly string[], fault: Fault) => Make>> = {
  /** Accepts the member and keeps the old value. */
  forgotten: (path) =>
    behindUpdate((store, { json, before }) => {
      if (has(json, path))
        store.set({ ...store.get(), ...put(store.get(), path, () => valueAt(before, path)) });
    }),
  /** Resets the member to its default at each update that does not send it. */
  reset: (path) =>
    behindUpdate((store, { json, model }) => {
      const [member = ''] = path;
      if (!(member in json))
        store.set({ ...store.get(), ...put(store.get(), path, () => valueAt(model.defaults(), path)) });
    }),
  /** Stores one value, whatever is sent. */
  'stored-as': (path, { value }) =>
    behindUpdate((store, { json }) => {
      if (has(json, path)) store.set({ ...store.get(), ...put(store.get(), path, () => value) });
    }),
  /** Stores strings in lower case, or otherwise than they were sent. */
  'lower-cased': editedTexts((text) => text.toLowerCase()),
  trimmed: editedTexts((text) => text.trim()),
  composed: editedTexts((text) => text.normalize('NFC')),
  'cut-at-64': editedTexts((text) => text.slice(0, 64)),
  'in-ascii': editedTexts((text) => text.replace(/[^\x20-\x7e]/g, '?')),
  unescaped: editedTexts((text) => decodeURI(text)),
  /** Stores the first two items of a list. */
  'cut-at-two': edited((value) => (Array.isArray(value) ? (value as unknown[]).slice(0, 2) : value)),
  'shown-as-text': (path) =>
    showing((policy) => put(policy, path, (value) => (typeof value === 'string' ? [value] : String(value)))),
  'left-out-of-reads': (path) => showing((policy) => put(policy, path, () => undefined)),
  'kept-by-reset': ([member = '']) =>
    behindReset((store, before: Members) => store.set({ ...store.get(), [member]: before[member] })),
  'texts-dropped': (path) => droppingWrong(path, (value) => typeof value === 'string'),
  'numbers-dropped': (path) => droppingWrong(path, (value) => typeof value === 'number'),
  'lists-dropped': (path) => droppingWrong(path, Array.isArray),
  takes: (path, { value }) => {
    const [member = ''] = path;
    return storingRaw((json) =>
      has(json, path, (each) => isDeepStrictEqual(each, value)) ? { [member]: json[member] } : undefined,
    );
  },
  refuses: (path, { value }) =>
    refusing(({ json }) => has(json, path, (each) => isDeepStrictEqual(each, value))),
};

/** Stores another value in the place of the one that was sent. */
function edited(edit: (value: unknown) => unknown): (path: readonly string[]) => Make {
  return (path) =>
    behindUpdate((store, { json }) => {
      if (has(json, path)) store.set({ ...store.get(), ...put(store.get(), path, edit) });
    });
}

function editedTexts(edit: (text: string) => string): (path: readonly string[]) => Make {
  return edited((value) => (typeof value === 'string' ? edit(value) : value));
}

export const ofMembers: Readonly<Record<string, Make>> = Object.fromEntries(
  loadFaults().flatMap((fault) => {
    const [member = ''] = fault.members ?? [];
    return fault.does === undefined ? [] : [[fault.id, DOES[fault.does](member.split('.'), fault)]];
  }),
);

/** Drops a value that the provider should refuse, and accepts the rest of the update. */
function droppingWrong(path: readonly string[], is: (value: unknown) => boolean): Make {
  return readingAs((json, call) =>
    has(json, path, is) && !applied(call, json).ok ? put(json, path, () => undefined) : undefined,
  );
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a path leads to such a value, in any item of the collections along the path. */
function has(node: unknown, path: readonly string[], is: (value: unknown) => boolean = () => true): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return is(node);
  if (Array.isArray(node)) return node.some((item) => has(item, path, is));
  return isMembers(node) && name in node && has(node[name], rest, is);
}

function valueAt(node: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => (isMembers(value) ? value[name] : undefined), node);
}

/** Replaces the value at a path if there is one, in each item of the collections along the path. */
function put(node: Members, path: readonly string[], edit: (value: unknown) => unknown): Members {
  const [name = '', ...rest] = path;
  if (!(name in node)) return node;
  const value = node[name];
  const within = (each: unknown): unknown => (isMembers(each) ? put(each, rest, edit) : each);
  if (rest.length === 0) return { ...node, [name]: edit(value) };
  return { ...node, [name]: Array.isArray(value) ? value.map(within) : within(value) };
}
