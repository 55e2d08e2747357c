import { quote } from '../exchanges/curl';
import type { Reproduction, ReproductionStep, ReproductionTest } from '../results/reproduction';
import { visible } from '../results/visible';
import { commandLine } from './command-line';
import { escaped, itemsAre, itemsLines, otherTypesLines } from './script-values';

/** Variables that stand for secrets in headers. */
const VARIABLE = /\$(?:GRAPH_TOKEN_READONLY|GRAPH_TOKEN|SECRET)/;

/** What a script needs of its environment; bash says so of one that is not set. */
const NEEDED: Readonly<Record<string, string>> = {
  PROVIDER: 'set it to the API root, such as http://127.0.0.1:8080/v1.0',
  GRAPH_TOKEN: 'set it to a token, or to any text if the provider checks none',
  GRAPH_TOKEN_READONLY: 'set it to a token that may read and not write',
  SECRET: 'set it to the value that the report hides',
};

/**
 * A reproduction as a script for bash and curl: it sends the steps, prints what is expected and what came, and ends with 1
 * where the fault shows, with 0 where it does not, and with 3 where that cannot be told.
 * @returns lines in which nothing is hidden; `$PROVIDER` is the API root, `$GRAPH_TOKEN` the token
 */
export function scriptOf({ steps, expect }: Reproduction): string {
  const shown = steps.slice(0, expect.step + 1);
  const needed = Object.keys(NEEDED).filter(
    (name) => name === 'PROVIDER' || shown.some(({ headers }) => mentions(headers, name)),
  );
  const last = shown.at(-1) as ReproductionStep;
  return [
    `( : ${needed.map((name) => `"\${${name}:?${NEEDED[name]}}"`).join(' ')}`,
    ...shown
      .slice(0, -1)
      .flatMap((step, at) => before(step, shown[at + 1] as ReproductionStep, at, isSentBack(shown, at))),
    ...(expect.onlyWhile === undefined
      ? []
      : [`# It shows only while ${visible(expect.onlyWhile)}: no request makes it do so.`]),
    `# ${shown.length}: ${visible(last.name)}`,
    ...testLines(last, expect.test),
    commandLine(
      `printf 'expected: %s\\nactual: %s\\n' ${quote(visible(expect.expected))} "$actual"`,
      Infinity,
    ),
    ...conclusion(expect.test),
    ')',
  ].join('\n');
}

const mentions = (headers: ReproductionStep['headers'], name: string): boolean =>
  headers.some(([, value]) => new RegExp(`\\$${name}(?![A-Z_])`).test(value));

/** Whether a later step sends back what a step reads. */
const isSentBack = (steps: readonly ReproductionStep[], at: number): boolean =>
  steps.some(({ sendsBack }) => sendsBack?.step === at);

/**
 * A step on the way. Those that are under way at the same time as the next one are not waited for.
 * @param kept whether its answer is sent back later
 */
function before(step: ReproductionStep, next: ReproductionStep, at: number, kept: boolean): string[] {
  const number = at + 1;
  if (kept) return [`# ${number}: ${visible(step.name)}`, `read${at}=$(${curlOf(step, '')}) || exit 3`];
  if (isWrittenOut(step)) return [`# ${number}: ${visible(step.name)}`, ...rawLines(step)];
  const isTogether = step.together !== undefined && step.together === next.together;
  const line = curlOf(step, `-o /dev/null -w '${number}: %{http_code}\\n'`);
  return [`# ${number}: ${visible(step.name)}`, isTogether ? `${line} &` : `${line} || exit 3`];
}

/** Sends the last step, and says what of its answer is compared. */
function testLines(step: ReproductionStep, test: ReproductionTest | null): string[] {
  if (isWrittenOut(step) && test?.kind !== 'no-bytes-behind')
    return [...rawLines(step), ...answerLines(test)];
  switch (test?.kind) {
    case undefined:
      return [`actual=$(${curlOf(step, '-i')}) || exit 3`];
    case 'status':
      return [`actual=$(${curlOf(step, "-o /dev/null -w '%{http_code}'")}) || exit 3`, 'wait'];
    case 'header':
      return [`head=$(${curlOf(step, '-D - -o /dev/null')}) || exit 3`, ...headerLines(test.name)];
    case 'member':
      return [
        `answer=$(${curlOf(step, '')}) || exit 3`,
        // What stands in lists may have a member of the same name.
        `actual=$(printf '%s' "$answer" | sed 's/\\[[^]]*\\]/[]/g' | grep -Eo ${quote(`"${escaped(visible(test.name))}"[[:space:]]*:[[:space:]]*("[^"]*"|[^,}]*)`)} | sed 's/^[^:]*:[ ]*//')`,
      ];
    case 'type':
      return otherTypesLines(curlOf(step, ''), test);
    case 'items':
      return itemsLines(curlOf(step, ''), test);
    case 'no-bytes-behind':
      return rawLines(step);
  }
}

/** Whether curl would write the request otherwise. */
const isWrittenOut = ({ method, http }: ReproductionStep): boolean =>
  http !== undefined && (method === 'HEAD' || Object.keys(http).length > 0);

/** What is compared of an answer that was read byte by byte: all of it, where no simple comparison tells. */
function answerLines(test: ReproductionTest | null): string[] {
  if (test?.kind === 'status')
    return [`actual=$(printf '%s' "$answer" | sed -n '1s/^HTTP[^ ]* \\([0-9]*\\).*/\\1/p')`];
  if (test?.kind === 'header') return [`head=\${answer%%$'\\r\\n\\r\\n'*}`, ...headerLines(test.name)];
  return ['actual=$answer'];
}

const headerLines = (name: string): string[] => [
  `actual=$(printf '%s\\n' "$head" | grep -i ${quote(`^${escaped(visible(name))}:`)} | sed 's/^[^:]*:[ ]*//')`,
  `actual=\${actual%$'\\r'}`,
];

function conclusion(test: ReproductionTest | null): string[] {
  const shows = `{ echo 'the fault shows'; exit 1; }`;
  const fine = `echo 'the fault does not show'`;
  switch (test?.kind) {
    case undefined:
      return [`echo 'this script cannot decide; run graph-contract reproduce'; exit 3`];
    case 'status': {
      // Everything is quoted except wildcards, because a report may contain any text.
      const patterns = test.anyOf.map((status) => visible(status).split('x').map(quoted).join('?')).join('|');
      return [`case "$actual" in ${patterns}) ${fine};; *) ${shows};; esac`];
    }
    case 'header':
      if (test.value === '*') return [`if [ -n "$actual" ]; then ${fine}; else ${shows}; fi`];
      if (test.value === null) return [`if [ -z "$actual" ]; then ${fine}; else ${shows}; fi`];
      return [`case "$actual" in ${quote(visible(test.value))}*) ${fine};; *) ${shows};; esac`];
    case 'items':
      return [commandLine(`if ${itemsAre(test)}; then ${fine}; else ${shows}; fi`, Infinity)];
    case 'member':
      if (test.value === '*') return [`if [ -n "$actual" ]; then ${fine}; else ${shows}; fi`];
      return [
        commandLine(`if [ "$actual" = ${quote(test.value)} ]; then ${fine}; else ${shows}; fi`, Infinity),
      ];
    case 'type':
    case 'no-bytes-behind':
      return [`if [ -z "$actual" ]; then ${fine}; else ${shows}; fi`];
  }
}

/** The request byte by byte: curl does not show what stands behind an answer without content. */
function rawLines(step: ReproductionStep): string[] {
  const headers = step.headers.map(([name, value]) => `${shellText(`${name}: ${value}`)}$'\\r\\n'`).join('');
  const body = step.sendsBack ? `"$(${readAgain(step.sendsBack)})"` : quote(step.body?.data ?? '');
  return [
    'LC_ALL=C; rest=${PROVIDER#*://}; authority=${rest%%/*}; host=${authority%:*}; port=${authority##*:}',
    'case "$PROVIDER" in https:*) tls=1; usual=443;; *) tls=; usual=80;; esac',
    '[ "$port" != "$authority" ] || port=$usual',
    commandLine(`body=${body}`, Infinity),
    commandLine(
      `request=${quote(step.method)}' '${step.http?.target === 'absolute' ? '"$PROVIDER"' : '"/${rest#*/}"'}${quote(step.path)}' HTTP/${step.http?.version ?? '1.1'}'$'\\r\\n'${formLines(step)}${headers}$'\\r\\n'"$body"`,
      Infinity,
    ),
    ...(step.http?.twice ? ['request=$request$request'] : []),
    'if [ -n "$tls" ]; then exec 3< <({ printf %s "$request"; sleep 2; } | openssl s_client -quiet -connect "$host:$port" 2>/dev/null)',
    'else exec 3<>"/dev/tcp/$host/$port" || exit 3; printf %s "$request" >&3; fi',
    `IFS= read -r -d '' -t 5 answer <&3; [ -n "$answer" ] || exit 3`,
    `actual=\${answer#*$'\\r\\n\\r\\n'}`,
  ];
}

/** The header lines that a client writes of its own, by the form of a step. */
function formLines({ body, sendsBack, http }: ReproductionStep): string {
  const { hosts = ['$HOST'], closes = 'close', version, expect } = http ?? {};
  const isContentSent = !http || body !== null || sendsBack !== undefined;
  const lines = [
    ...hosts.map((host) => (host === '$HOST' ? '"Host: $authority"' : quote(`Host: ${visible(host)}`))),
    ...(isContentSent ? ['"Content-Length: ${#body}"'] : []),
    ...(expect === undefined ? [] : [quote(`Expect: ${visible(expect)}`)]),
    ...(version === '1.0' ? [] : [quote(`Connection: ${visible(closes)}`)]),
  ];
  return lines.map((line) => `${line}$'\\r\\n'`).join('');
}

/** One curl command that sends a step. */
function curlOf({ method, path, headers, body, sendsBack }: ReproductionStep, options: string): string {
  const parts = ['curl -sS -g', ...(options === '' ? [] : [options]), '-X', quote(method)];
  for (const [name, value] of headers)
    parts.push('-H', value === '' ? quote(`${name};`) : shellText(`${name}: ${value}`));
  // Without this curl would choose a Content-Type of its own for a body.
  if ((body ?? sendsBack) && !headers.some(([name]) => name.toLowerCase() === 'content-type'))
    parts.push("-H 'Content-Type:'");
  const isBinary = body !== null && (body.encoding === 'base64' || body.data.includes('\0'));
  if (isBinary) {
    const bytes = Buffer.from(body.data, body.encoding).toString('base64');
    parts.unshift(`printf %s ${quote(bytes)} | base64 -d |`);
    parts.push('--data-binary @-');
  } else if (body) parts.push('--data-raw', quote(body.data));
  else if (sendsBack) parts.push('--data-raw', `"$(${readAgain(sendsBack)})"`);
  parts.push(`"$PROVIDER"${quote(path)}`);
  return commandLine(parts.join(' '), Infinity);
}

/** Prints what an earlier step read, without members that are not sent back. */
function readAgain({ step, without }: NonNullable<ReproductionStep['sendsBack']>): string {
  const read = `printf '%s' "$read${step}"`;
  const names = without.filter((name) => /^[\w@.]+$/.test(name)).map(escaped);
  if (names.length === 0) return read;
  const value = '("[^"]*"|\\[[^]]*\\]|[^],}]*)';
  const leaveOut = names.map((name) => `s/"${name}"[[:space:]]*:[[:space:]]*${value},?//g`);
  return `${read} | sed -E ${quote([...leaveOut, 's/,([[:space:]]*[}])/\\1/g'].join(';'))}`;
}

/** A word of a shell in which the variables of secrets stand. */
function shellText(text: string): string {
  if (!VARIABLE.test(text)) return quote(text);
  const parts = text.split(/(\$(?:GRAPH_TOKEN_READONLY|GRAPH_TOKEN|SECRET))/);
  return parts
    .filter((part) => part !== '')
    .map((part) => (VARIABLE.test(part) ? `"${part}"` : quote(part)))
    .join('');
}

const quoted = (text: string): string => (text === '' ? '' : quote(text));
