import { contentLacks, type Form } from './form';

const typed = (contentType: string, clause: string, rest: Partial<Form> = {}): Form => ({
  ...{ dimension: 'media', name: `sent as ${contentType}`, clause },
  lacks: contentLacks,
  change: (step) => ({ ...step, contentType }),
  ...rest,
});

/** Media types that are equal to application/json, and those with a parameter that says what holds anyway. */
export const mediaForms = (): readonly Form[] => [
  typed('Application/JSON', 'RFC 9110 8.3.1: type and subtype have no letter case'),
  typed('application/json;charset=utf-8', 'OData JSON 4.2', { row: 'RES-CT-PARAM' }),
  typed(
    'application/json ; charset="UTF-8"',
    'RFC 9110 5.6.6 and 8.3.1: white space around a semicolon, a value in quotes',
    { row: 'RES-CT-PARAM' },
  ),
];
