import JSON5 from 'json5';
import { operationNamed, operationNames } from '../../src/contract/operation';
import { isMembers } from '../../src/exchanges/body';
import { mediaType } from '../../src/exchanges/headers';
import {
  BROKEN_CREDENTIALS,
  NO_CREDENTIALS,
  OTHER_CASES,
  TWO_SPACES,
} from '../../src/scenarios/grammar/credentials';
import { JSON_BY_OTHER_NAMES, OTHER_MEDIA, WITH_PARAMETERS } from '../../src/scenarios/grammar/media-types';
import { changesOf } from '../../src/scenarios/changes';
import {
  broken,
  cutOff,
  extended,
  limited,
  noObjects,
  noted,
  spacious,
  type Texts,
  type Written,
} from '../../src/scenarios/grammar/json';
import { soundBody } from '../../src/scenarios/refusals';

/** As most providers decode a body: what is no UTF-8 is replaced. */
const decoded = (texts: Texts): [name: string, text: string][] =>
  Object.entries(texts).map(([name, written]) => [
    name,
    typeof written === 'string' ? written : Buffer.from(written.text, written.as).toString('utf8'),
  ]);
const objectOf = (parse: (text: string) => unknown, text: string): object | undefined => {
  try {
    const value = parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
const json = (text: string): unknown => JSON.parse(text);
const json5 = (text: string): unknown => JSON5.parse(text);

test('credentials are broken in one place, and those in another letter case are not', () => {
  const grammar = /^bearer +[A-Za-z0-9._~+/-]+=*$/i;
  const sent = (all: object): string[] =>
    Object.values(all as Record<string, { authorization?: string }>).map(({ authorization = '' }) =>
      authorization.replace('$GRAPH_TOKEN', 'token'),
    );
  expect(sent({ ...NO_CREDENTIALS, ...BROKEN_CREDENTIALS }).filter((each) => grammar.test(each))).toEqual([]);
  const others = sent({ ...OTHER_CASES, ...TWO_SPACES }).filter((each) => each !== '');
  expect(others.filter((each) => !grammar.test(each))).toEqual([]);
});

test('media types are that of JSON only where they have parameters', () => {
  expect(OTHER_MEDIA.filter((each) => mediaType(each) === 'application/json')).toEqual([]);
  expect(WITH_PARAMETERS.filter((each) => mediaType(each) !== 'application/json')).toEqual([]);
  expect(JSON_BY_OTHER_NAMES.filter((each) => mediaType(each) === 'application/json')).toEqual([]);
});

describe.each(operationNames().flatMap((name) => [0, 1, 2, 3, 4, 5, 6].map((turn) => [name, turn] as const)))(
  'texts of an update of %s, %i',
  (name, turn) => {
    const sound = soundBody(changesOf(operationNamed(name)), turn);

    test('what must be refused is no object of JSON, nor of what is known beside it', () => {
      const texts = decoded({ ...noObjects(sound), ...cutOff(sound), ...broken(sound) });
      expect(texts.filter(([, text]) => objectOf(json, text) ?? objectOf(json5, text))).toEqual([]);
      expect(new Set(texts.map(([, text]) => text)).size).toBe(texts.length);
      expect(texts.length).toBeGreaterThanOrEqual(40);
    });

    test('what a parser may take is an object with the members of the update, and no JSON', () => {
      const { 'a byte that is no UTF-8 in a string': replaced, ...texts } = extended(sound);
      expect((replaced as Written).as).toBe('latin1');
      for (const [what, text] of decoded(texts)) {
        expect([what, objectOf(json, text)]).toEqual([what, undefined]);
        expect([what, objectOf(json5, text)]).toEqual([what, expect.objectContaining(sound)]);
      }
    });

    test('what must be read, or may meet a limit, is JSON with the members of the update', () => {
      const texts = [
        ...decoded({ ...noted(sound), ...limited(sound, sound) }),
        ['spacious', spacious(sound)] as const,
      ];
      for (const [what, text] of texts.filter(([name]) => !name.startsWith('an integer with a')))
        expect([what, objectOf(json, text)]).toEqual([what, expect.objectContaining(sound)]);
    });

    test('an integer with a fraction of zero is another number, and all else is as it was', () => {
      const texts = decoded(limited(sound, sound)).filter(([what]) => what.startsWith('an integer with'));
      const others = texts.map(([, text]) => {
        const parsed = objectOf(json, text) as Record<string, unknown>;
        return Object.entries(sound).flatMap(([member, value]) =>
          parsed[member] === value ? [] : typeof value === 'number' ? [value - Number(parsed[member])] : [],
        );
      });
      expect(others).toEqual(texts.length === 0 ? [] : [[1]]);
    });
  },
);

test('numbers of several digits are written with exponents, and are what they were', () => {
  const high = { '@odata.type': '#type', defaultLength: 48, maximumLifetimeInMinutes: 43200, pinLength: 20 };
  const { 'integers with exponents': text = '' } = limited({ defaultLength: 8, pinLength: 9 }, high);
  expect(text).toBe(
    '{"@odata.type":"#type","defaultLength":4.8e1,"maximumLifetimeInMinutes":4.32e4,"pinLength":2.0e1}',
  );
  expect(JSON.parse(String(text))).toEqual(high);
});

test('an object of one member has an annotation before it, so that there is a comma to break', () => {
  expect(Object.values(broken({ state: 'enabled' }))).toContain(
    '{"@contoso.first":"nightly",,"state":"enabled"}',
  );
});
