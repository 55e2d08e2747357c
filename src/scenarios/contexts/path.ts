import type { Form, Forms } from './form';

/** Each letter of a text as its other letter case, from one to the next. */
const alternating = (text: string): string =>
  [...text].map((letter, at) => (at % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase())).join('');

const encoded = (text: string): string =>
  [...text]
    .map((letter, at) =>
      at % 3 === 0 ? `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : letter,
    )
    .join('');

/** Other spellings of the path to the same policy. */
export const pathForms: Forms = ({ path, resource }) => {
  const names = path.slice(1).split('/');
  const last = names.pop() as string;
  const front = `/${names.join('/')}`;
  const at = (name: string, where: string, rest: Partial<Form>): Form => ({
    ...{ dimension: 'path' as const, name },
    change: (step) => ({ ...step, at: where }),
    ...rest,
  });
  const other = resource.spellings[0];
  return [
    ...(resource.key !== undefined && other !== undefined
      ? [
          at('key spelt as in the documentation', `${front}/${other}`, {
            row: 'RES-KEY-CASE',
            clause: 'the page of the update uses both spellings of the key',
          }),
        ]
      : []),
    at(
      'names in another letter case',
      resource.key === undefined ? alternating(path) : `${alternating(front)}/${last}`,
      { row: 'RES-PATH-CASE', clause: 'https://learn.microsoft.com/graph/traverse-the-graph' },
    ),
    at('percent-encoded letters', `${front}/${encoded(last)}`, {
      clause: 'RFC 3986 6.2.2.2: a letter and its percent-encoding are the same',
    }),
  ];
};
