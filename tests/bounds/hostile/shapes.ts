import { gzipSync } from 'node:zlib';

const filled = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length));
const numbered = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const entity = (declared: string): string =>
  `<?xml version="1.0"?><!DOCTYPE l [${declared}]><edmx:Edmx xmlns:edmx="x">&a;</edmx:Edmx>`;

/** Contents that are no document of any input, or hardly one; none is over 10 MB. */
export const CONTENTS: Record<string, () => string | Buffer> = {
  'aliases that multiply': () =>
    numbered(
      30,
      (at) =>
        `a${at}: &a${at} [${
          at === 0
            ? 'x'
            : Array(10)
                .fill(`*a${at - 1}`)
                .join(', ')
        }]`,
    ),
  'anchors in merge keys': () =>
    numbered(
      30,
      (at) =>
        `a${at}: &a${at} {${
          at === 0
            ? 'x: 1'
            : `<<: [${Array(9)
                .fill(`*a${at - 1}`)
                .join(', ')}]`
        }}`,
    ),
  'an alias of its own map': () => 'a: &a\n  b: *a\n',
  'an alias of its own list': () => '&a [*a]\n',
  'a map as a key': () => 'a: &a {k: 1}\n? *a\n: 1\n',
  'a tag of JavaScript': () => `a: !!js/function 'function(){}'\n`,
  'a tag of a set': () => '!!set {a, b}\n',
  'many documents': () => '---\na: 1\n'.repeat(1000),
  'many faults': () => `[a]: b\n${'[a]'.repeat(20_000)}`,
  'escapes that are none': () => `a: "${filled('\\q', 900_000)}"`,
  'documents on one line': () => filled('{}', 5_000_000),
  'a HAR of empty entries': () => `{"log":{"entries":[${filled('{},', 5_000_000)}{}]}}`,
  'a tag of many attributes': () =>
    `<edmx:Edmx xmlns:edmx="x"><a ${numbered(400_000, (at) => `a${at}=""`)}/></edmx:Edmx>`,
  'deep [': () => filled('[', 2_000_000),
  'deep {': () => filled('{"a":', 5_000_000),
  'deep (': () => filled('(', 100_000),
  'deep <': () => `<a xmlns:edmx="x">${filled('<a>', 1_000_000)}`,
  'deep >': () => filled('> ', 500_000),
  'deep -': () => filled('- ', 1_000_000),
  'deep and whole': () => `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`,
  'deep indentation': () => numbered(2000, (at) => `${' '.repeat(at)}a:`),
  'a giant text': () => JSON.stringify('a'.repeat(10_000_000)),
  'a giant number': () => '1'.repeat(5_000_000),
  'giant key count': () => `{${numbered(400_000, (at) => `"k${at}":${at},`)}"z":1}`,
  'NUL bytes': () => Buffer.alloc(1000),
  'NUL within': () => '{"a":"\0", "b\0":1}\n',
  'UTF-16': () => utf16('\ufeff{"a": 1}\n'),
  'UTF-16, big end first': () => utf16('\ufeff{"a": 1}\n').swap16(),
  'lone surrogates': () => '{"a":"\\ud800","\\udfff":1}\n',
  'bytes of no letter': () => Buffer.from([0x7b, 0xff, 0xfe, 0xed, 0xa0, 0x80, 0x7d]),
  'a byte order mark': () => '\ufeff',
  CRLF: () => 'a: 1\r\nb:\r\n  - c\r\n',
  'duplicate keys': () => '{"a":1,"a":2,"version":1,"version":2}\n',
  __proto__: () => '{"__proto__":{"a":1},"constructor":{"prototype":{"b":1}},"toString":1}\n',
  'numbers beyond 2^53': () => '{"version":9007199254740993,"a":1e400,"b":-1e400}\n',
  'entities that multiply': () =>
    entity(numbered(10, (at) => `<!ENTITY a${at || ''} "${`&a${at + 1};`.repeat(10)}">`)),
  'an external entity': () => entity('<!ENTITY a SYSTEM "file:///etc/passwd">'),
  'pathological Markdown': () =>
    `# Update\n\n${filled('*a_[](![<', 400_000)}\n${numbered(900, (at) => '`'.repeat(at))}`,
  'a table': () => `|a|b|\n|-|-|\n${filled('|a|b|\n', 400_000)}`,
  empty: () => '',
  'line ends': () => '\n'.repeat(5_000_000),
  null: () => 'null\n',
  'a list of null': () => '[null]\n',
  'a brace': () => '{\n',
  'gzip that is cut': () => gzipSync('{"a":1}').subarray(0, 12),
  'gzip that multiplies': () => gzipSync(Buffer.alloc(100_000_000)),
};

/** What stands in the place of a file. */
export const PLACES = ['a folder', 'no file', 'a link to itself', 'a pipe that is closed'] as const;
