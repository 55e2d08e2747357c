import { shelf } from '../../packs';
import { readShelf, SHELF, updateShelf } from '../../packs/exchanges';
import { deviates, refusal, testCheck, violates } from '../support';

const URL = updateShelf({}).request.url;
const small = Object.fromEntries(Object.entries(SHELF).filter(([name]) => name !== 'capacity'));

testCheck('response/body', 'RES-BODY', {
  operation: shelf,
  needs: ['responseBody'],
  holds: {
    'the policy': updateShelf({ isOpen: false }),
    'the policy with members of its own': updateShelf({}, { answer: { json: { ...SHELF, dust: 3 } } }),
  },
  breaks: {
    'no body': [
      updateShelf({}, { answer: { json: undefined, headers: { 'Content-Type': 'application/json' } } }),
      violates('', 'a JSON object', 'the body is empty'),
    ],
    'another media type': [
      updateShelf({}, { answer: { json: SHELF, headers: { 'Content-Type': 'text/html' } } }),
      violates('header:Content-Type', 'application/json', 'text/html'),
    ],
    'a list': [
      updateShelf({}, { answer: { json: [SHELF] } }),
      violates('', 'a JSON object', 'JSON that is no object'),
    ],
    'a member of another type': [
      updateShelf({}, { answer: { json: { ...SHELF, isOpen: 'yes' } } }),
      violates('/isOpen', 'true or false', '"yes"'),
    ],
    'another key': [
      updateShelf({}, { answer: { json: { ...SHELF, number: 8 } } }),
      violates('/number', '7', '8'),
    ],
    'a declared member that is missing': [
      updateShelf({}, { answer: { json: small } }),
      deviates('/capacity', 'present', 'nothing'),
    ],
  },
  silent: {
    'a read': readShelf(),
    'a refusal': refusal({ url: URL }),
    'another success': updateShelf({}, { status: 202 }),
    'an answer without a body that was asked for': updateShelf(
      {},
      { status: 204, headers: { Prefer: 'return=minimal' }, answer: { json: undefined } },
    ),
  },
});

testCheck('response/shows', 'RES-SHOWS', {
  operation: shelf,
  needs: ['requestBody', 'responseBody'],
  holds: {
    'what was sent': updateShelf({ label: 'East Wall', rules: [{ priority: 9, subject: 'maps' }] }),
    'an item with more than was sent': updateShelf(
      { rules: [{ priority: 9, subject: 'maps' }] },
      { answer: { json: { ...SHELF, rules: [{ priority: 9, subject: 'maps', from: 'D' }] } } },
    ),
    'a value that may have another letter case': updateShelf(
      { sorting: 'title' },
      { answer: { json: { ...SHELF, sorting: 'Title' } } },
    ),
  },
  breaks: {
    'what was there before': [
      updateShelf({ label: 'East Wall' }, { answer: { json: SHELF } }),
      violates('/label', '"East Wall"', '"North Wall"'),
    ],
    'a text that is hidden in the answer alone': [
      updateShelf(
        { label: 'East Wall' },
        { answer: { json: { ...SHELF, label: '[secret-1, 9 characters]' } } },
      ),
      violates('/label', '"East Wall"', '"[secret-1, 9 characters]"'),
    ],
    'two texts that the record hides': [
      updateShelf(
        { label: '[secret-1, 9 characters]' },
        { answer: { json: { ...SHELF, label: '[secret-2, 9 characters]' } } },
      ),
      violates('/label', '"[secret-1, 9 characters]"', '"[secret-2, 9 characters]"'),
    ],
    'another letter case of a text that keeps its own': [
      updateShelf({ label: 'East Wall' }, { answer: { json: { ...SHELF, label: 'east wall' } } }),
      violates('/label', '"East Wall"', '"east wall"'),
    ],
    'an item that was not sent': [
      updateShelf(
        { readers: [{ card: 'X1' }] },
        { answer: { json: { ...SHELF, readers: [{ card: 'X1' }, { card: 'Ab1' }] } } },
      ),
      violates('/readers', '[{"card":"X1"}]', '[{"card":"X1"},{"card":"Ab1"}]'),
    ],
  },
  silent: {
    'an update of nothing': updateShelf({}),
    'a member that the answer leaves out': updateShelf({ capacity: 99 }, { answer: { json: small } }),
    'an update that breaks the contract': updateShelf({ capacity: 5000 }),
    'a value that only a sample has': updateShelf(
      { sorting: 'alphabetical' },
      { answer: { json: { ...SHELF, sorting: 'author' } } },
    ),
    'a read': readShelf(),
  },
});
