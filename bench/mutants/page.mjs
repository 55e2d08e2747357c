// bench/mutants/README.md: a pure function of Stryker's report and the reasons.
import { FURTHER_NAMES } from './further.mjs';
import { KINDS, isKilled } from './survivors.mjs';

/** Of source text, on one side of an arrow. */
const LONGEST = 70;

/** What stands on the page, before Prettier. */
export function renderPage({ mutants, explained, unexplained, versions, times }) {
  const killed = mutants.filter(isKilled);
  const owed = explained.filter(({ kind }) => kind === 'owed');
  return [
    '# Mutants that nobody chose',
    '',
    '<!-- Written by `npm run bench:mutants`; the reasons are in bench/mutants/survivors.yaml. -->',
    '',
    'The faults of `spec/faults.yaml` were thought of by people who know the checks. These were not: Stryker',
    "changes the embedded provider's sources one expression at a time, and `graph-contract verify` stands in",
    'the place of the unit tests. For each mutant the provider is started in a process of its own, from the',
    'mutated sources, and the judge (checks, scenarios, sender, register) is a build of the sources as they',
    'are. It is told groups and a user that the provider knows (`--group`, `--user`), since that takes any. A',
    'mutant is killed when `verify --strict` exits with another code than 0.',
    '',
    'The policy is that of the Temporary Access Pass, and the mutants of the files of the other policies, in',
    '`src/provider/policies/`, are tried with theirs (`serve --operation` and `verify --operation`). Those of',
    'what all policies have in common are tried with one after the other, until one kills them.',
    '`src/provider/cloud.ts` is left out: that is the cloud to practise on, which `serve --cloud` alone loads,',
    'and nothing here is put before it.',
    '',
    '## Score',
    '',
    `- ${killed.length} of ${mutants.length} mutants are killed: ${percent(killed.length, mutants.length)}.`,
    `- ${explained.length + unexplained.length} survive: ${[
      ...Object.keys(KINDS).map((kind) => `${explained.filter((each) => each.kind === kind).length} ${kind}`),
      ...(unexplained.length > 0 ? [`${unexplained.length} without a reason`] : []),
    ].join(', ')}.`,
    `- Of those that break a written clause, ${percent(killed.length, killed.length + owed.length + unexplained.length)} are killed.`,
    '',
    '| how it is killed | mutants |',
    '| --- | ---: |',
    ...counted(killed.map(howKilled)).map(([how, count]) => `| ${how} | ${count} |`),
    '',
    '| with the policy of | killed |',
    '| --- | ---: |',
    ...counted(killed.map(operationOf).filter(Boolean)).map(
      ([operation, count]) => `| \`${operation}\` | ${count} |`,
    ),
    '',
    '| file | mutants | killed | survive | score |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...scores(mutants, ({ file }) => `\`${file}\``),
    '',
    '| mutator | mutants | killed | survive | score |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...scores(mutants, ({ mutator }) => (FURTHER_NAMES.includes(mutator) ? `**${mutator}**` : mutator)),
    '',
    `${versions.join(', ')}. Made in ${minutes(times.seconds)}, ${times.concurrency} mutants at a time.`,
    '',
    '## The constraints of the slice',
    '',
    'Nothing of `spec/operations/` is read by the provider while it runs: it takes its types from there, and',
    'they are gone once it is built. What it holds of the contract is a copy by hand, in',
    '`src/provider/policies/`, and that copy is what is mutated. Stryker leaves numbers and `as const` lists',
    'alone, and takes other lists and objects as a whole, so the command takes `as const` away beforehand and',
    'adds mutators of its own, in bold above, which are as mechanical and are applied to all the files:',
    '',
    '- Number: one less and one more (each bound, status and count);',
    '- ConstantList and ListElement: a list without one of its elements (each value of each enumeration);',
    '- ObjectMember: an object without one of its members (each member of the policy, each reader, each bound);',
    '- HandedOn: the function that reads a member hands on what was sent, as it was sent (any function of a',
    '  `value` that answers something other than yes or no).',
    '',
    "The constraints that are statements are met by Stryker's own: the order of the lifetimes (EqualityOperator,",
    'LogicalOperator), the type that must be there and its value, JSON types, and members that are not declared',
    '(ConditionalExpression).',
    '',
    ...constraints(mutants),
    '',
    '## Survivors',
    '',
    folded(
      `Every survivor stands here. ${Object.entries(KINDS)
        .map(([kind, says]) => `**${kind}**: ${says}`)
        .join('; ')}.`,
    ),
    '',
    ...Object.keys(KINDS).flatMap((kind) => survivorsOf(kind, explained)),
    ...(unexplained.length === 0
      ? []
      : ['### Without a reason', '', ...unexplained.map((mutant) => `- ${mutationOf(mutant)}`), '']),
  ].join('\n');
}

/** The operation whose policy the mutant was tried with when it was killed: the runner says it last. */
const operationOf = ({ said = '' }) => /\[(\w+)\]$/.exec(said)?.[1];

function howKilled({ status, by, said = '' }) {
  if (status === 'Timeout') return '`verify` did not come to an end';
  if (said.startsWith('does not start')) return 'the provider does not start';
  if (said.startsWith('exit 2')) return '`verify` exits with 2: the URL that it prints is none to send to';
  if (said.startsWith('exit 3')) return '`verify` exits with 3: no verdict';
  return by === 'verify'
    ? '`verify` exits with 1: a MUST is broken'
    : '`verify --strict` alone exits with 1: a SHOULD is broken';
}

/** How many of the hand-written constraints are held. */
function constraints(mutants) {
  const own = mutants.filter(
    ({ file, on, mutator, original }) =>
      file.startsWith('src/provider/policies/') &&
      (mutator === 'ConstantList' ||
        mutator === 'HandedOn' ||
        (mutator === 'ListElement' && /readEnum/.test(on)) ||
        (mutator === 'Number' && /least|most/.test(on)) ||
        (mutator === 'ObjectMember' &&
          /^\{ (state: readState|isEnforced: readBoolean|least)/.test(original))),
  );
  return [
    `Of the ${own.length} mutants of bounds, enumerations and readers, ${own.filter(isKilled).length} are killed.`,
  ];
}

function survivorsOf(kind, explained) {
  const reasons = [...new Set(explained.filter((each) => each.kind === kind).map(({ reason }) => reason))];
  if (reasons.length === 0) return [];
  const count = explained.filter((each) => each.kind === kind).length;
  return [
    `### ${kind} (${count})`,
    '',
    ...reasons.flatMap((reason) => [
      folded(reason),
      '',
      ...explained.filter((each) => each.reason === reason).map((mutant) => `- ${mutationOf(mutant)}`),
      '',
    ]),
  ];
}

function mutationOf({ file, line, mutator, original, replacement }) {
  const [before, after] = difference(original, replacement);
  return `\`${file}:${line}\` ${mutator}: ${code(before)} → ${after === '' ? 'nothing' : code(after)}`;
}

/** What differs, where much is the same; all of it where it is short. */
function difference(original, replacement) {
  if (original.length <= LONGEST && replacement.length <= LONGEST) return [original, replacement];
  // Something in the place of it all, such as an empty list.
  if (replacement.length <= 'false'.length) return [short(original), replacement];
  let from = 0;
  while (from < Math.min(original.length, replacement.length) && original[from] === replacement[from])
    from += 1;
  let to = 0;
  const most = Math.min(original.length, replacement.length) - from;
  while (to < most && original.at(-1 - to) === replacement.at(-1 - to)) to += 1;
  // At the start of a word, so that it can be read.
  while (from > 0 && /[\w'"`]/.test(original[from - 1])) from -= 1;
  while (to > 0 && /[\w'"`]/.test(original.at(-to))) to -= 1;
  const part = (text) => {
    const middle = text.slice(from, text.length - to).trim();
    if (middle === '') return '';
    return `${from > 0 ? '… ' : ''}${short(middle)}${to > 0 ? ' …' : ''}`;
  };
  return [part(original), part(replacement)];
}

const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 2)} …` : text);

/** In lines of the width that the other pages have. */
const folded = (text) => text.replace(/(.{1,109})(?: |$)/g, '$1\n').trimEnd();

/** Between as many backticks as it takes. */
function code(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

function scores(mutants, key) {
  const groups = new Map();
  for (const mutant of mutants) groups.set(key(mutant), [...(groups.get(key(mutant)) ?? []), mutant]);
  return [...groups].map(([name, group]) => {
    const killed = group.filter(isKilled).length;
    return `| ${name} | ${group.length} | ${killed} | ${group.length - killed} | ${percent(killed, group.length)} |`;
  });
}

function counted(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

const percent = (part, whole) => `${whole === 0 ? 100 : Math.floor((1000 * part) / whole) / 10} %`;
const minutes = (seconds) => `${Math.round(seconds / 60)} min`;
