import { endsOf, UNSAID } from './ranges';
import type { SourceResult } from './result';
import type { Place, Value } from './statements';

const RANGE = /^(?:-?\d*|\?)\.\.(?:-?\d*|\?)$/;

/** A value as one short text. */
export function inWords(value: Value | null): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return RANGE.test(value) ? rangeInWords(value) : value;
  if ('sample' in value) return String(value.sample);
  return value.length === 0 ? 'none' : value.join(', ');
}

/** A range in words; a missing bound is described as none or as not mentioned by the source. */
function rangeInWords(range: string): string {
  const [low, high] = endsOf(range);
  if (low === UNSAID) return `a maximum of ${high}`;
  if (high === UNSAID) return `a minimum of ${low}`;
  if (low === '' && high === '') return 'no range';
  if (low === '') return `up to ${high}, without a minimum`;
  if (high === '') return `${low} and more, without a maximum`;
  return range;
}

/** A place as `file:line` or with a pointer, and the page that includes the file. */
export function placeInWords({ file, line, pointer, via }: Place): string {
  const at = line === undefined ? file : `${file}:${line}`;
  const within = pointer === undefined ? at : `${at}#${pointer}`;
  return via ? `${within} (included at ${via.file}:${via.line})` : within;
}

/** What came of a source: its statements, and whether its sentences were not compared, or why it was passed over. */
export function sourceInWords({ statements, passedOver, page }: SourceResult): string {
  if (passedOver !== null) return `passed over: ${passedOver}`;
  const said = `${statements} ${statements === 1 ? 'statement' : 'statements'}`;
  switch (page?.record) {
    case 'another text':
      return `${said}, worded unlike the page that the slice was written from`;
    case 'not recorded':
      return `${said}, and no page of this title in wording.yaml`;
    default:
      return said;
  }
}
