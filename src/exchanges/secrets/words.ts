import { knownOperations } from '../../contract/operation';

/** The longest word of the contract is shorter, in UTF-16 units. */
const LONGEST = 200;
/** Units that are looked up at a time. */
const GRAM = 4;

/** What the slices say, in lower case, and which four units in a row occur in it. */
interface Vocabulary {
  text: string;
  grams: ReadonlySet<string>;
}

let vocabulary: Vocabulary | undefined;

/** Whether a value is a word of the contract, such as a member's name or a media type. */
export function isWordOfTheContract(value: string): boolean {
  if (value.length > LONGEST) return false;
  vocabulary ??= read();
  const { text, grams } = vocabulary;
  const word = value.toLowerCase();
  // Nearly nothing that is a secret has but fours of the contract, and the text is long.
  for (let at = 0; at + GRAM <= word.length; at += 1) if (!grams.has(word.slice(at, at + GRAM))) return false;
  return text.includes(word);
}

function read(): Vocabulary {
  const operations = knownOperations();
  const addresses = operations.map(({ path }) => `https://graph.microsoft.com/v1.0${path}`);
  const text = JSON.stringify([...operations.map(({ slice }) => slice), addresses]).toLowerCase();
  const grams = new Set<string>();
  for (let at = 0; at + GRAM <= text.length; at += 1) grams.add(text.slice(at, at + GRAM));
  return { text, grams };
}
