import { spacious } from '../grammar/json';
import type { Send } from '../scenario';
import { contentLacks, type Form, type Stimulus } from './form';

/** Another text of the same JSON value. */
const written = (name: string, clause: string, write: (json: unknown) => string): Form => ({
  ...{ dimension: 'json', name, clause },
  lacks: (stimulus: Stimulus) =>
    contentLacks(stimulus) ??
    (stimulus.sends('A').every(isJson) ? undefined : 'the text itself is what is wrong with it'),
  change: (step) => (isJson(step) ? { ...step, payload: { text: write(step.payload.json) } } : step),
});

export const isJson = (step: Send): step is Send & { payload: { json: unknown } } =>
  step.payload !== undefined && 'json' in step.payload;

/** Each letter of each name and each text as an escape, and a slash as its own. */
function escaped(json: unknown): string {
  if (typeof json === 'string') return `"${[...json].map(escapeOf).join('')}"`;
  if (Array.isArray(json)) return `[${json.map(escaped).join(',')}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const members = Object.entries(json).map(([name, value]) => `${escaped(name)}:${escaped(value)}`);
  return `{${members.join(',')}}`;
}

function escapeOf(letter: string, at: number): string {
  if (letter === '/') return '\\/';
  const units = [...Array(letter.length).keys()].map((unit) => letter.charCodeAt(unit));
  const digits = units.map((unit) => unit.toString(16).padStart(4, '0'));
  // Digits above nine have no letter case.
  return digits.map((each) => `\\u${at % 2 === 0 ? each : each.toUpperCase()}`).join('');
}

/** The members in the opposite order, behind what says the type. */
function turned(json: unknown): string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return JSON.stringify(json);
  const members = Object.entries(json);
  const isType = ([name]: [string, unknown]): boolean => name === '@odata.type';
  const rest = members.filter((member) => !isType(member)).reverse();
  return JSON.stringify(Object.fromEntries([...members.filter(isType), ...rest]));
}

/** Other texts of the same JSON. */
export const jsonForms = (): readonly Form[] => [
  written('JSON with white space', 'RFC 8259 2: white space is insignificant', spacious),
  written('JSON with escapes', 'RFC 8259 7 and 8.3: any character may be escaped', escaped),
  written('JSON with its members in another order', 'RFC 8259 4: an object has no order', turned),
];
