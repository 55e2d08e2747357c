import type { Place, Value } from './statements';

/** A value as one short text. */
export function inWords(value: Value | null): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if ('sample' in value) return String(value.sample);
  return value.length === 0 ? 'none' : value.join(', ');
}

/** A place as `file:line`, or with a pointer, and the page that includes it. */
export function placeInWords({ file, line, pointer, via }: Place): string {
  const at = line === undefined ? file : `${file}:${line}`;
  const within = pointer === undefined ? at : `${at}#${pointer}`;
  return via ? `${within} (included at ${via.file}:${via.line})` : within;
}
