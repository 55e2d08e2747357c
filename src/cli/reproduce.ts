import type { Command } from 'commander';
import { visible, visibleJson } from '../results/visible';
import type { Finding, Report } from '../results/report';
import type { Reproduced } from '../run/reproduce';
import { UsageError } from '../usage-error';
import { isLoopback } from '../exchanges/loopback';
import { Target } from '../wire/target';
import { textsOf } from './documents';
import type { Io } from './io';
import { addLiveOptions, cloudRoot, liveRunOf, rateOf, type LiveArguments } from './live-options';
import { reportedOperationOption } from './options';
import { addProviderOptions, type ProviderArguments } from './provider-options';
import { tokensOf } from './token-options';
import { addTransportOptions, transportOf, type TransportArguments } from './transport-options';

interface ReproduceArguments extends LiveArguments, TransportArguments, ProviderArguments {
  overlay?: string;
  operation?: string;
  json?: true;
}

/** `reproduce`: sends the requests behind the findings of a report again. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  addProviderOptions(command, 'API root of the provider (default: that of the report)')
    .option('--overlay <file>', 'the rows and checks of your own that the report was made with')
    .addOption(reportedOperationOption(io))
    .option('--json', 'the result of each finding on stdout, as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 none shows any more, 1 one still shows, 2 bad usage, 3 one could not be tried.',
    );
  addTransportOptions(addLiveOptions(command)).action(
    async (file: string, names: string[], options: ReproduceArguments) =>
      end(await runReproduce(file, names, options, io)),
  );
}

async function runReproduce(
  file: string,
  names: readonly string[],
  options: ReproduceArguments,
  io: Io,
): Promise<number> {
  const [{ readReport }, { registerOf }, { operationOf }, { reproduce }, { verifyAt }] = await Promise.all([
    import('../results/read.js'),
    import('./judging.js'),
    import('../contract/operation.js'),
    import('../run/reproduce.js'),
    import('../run/verification.js'),
  ]);
  const [document] = await textsOf([file], io);
  if (!document) throw new Error('a file was given');
  const report = readReport(document.text, document.file, options.operation);
  const operation = options.operation ?? operationOf(report.contract.operation)?.name;
  const { register, checks } = registerOf({ ...options, ...(operation !== undefined && { operation }) }, io);
  if (register.operation.signature !== report.contract.operation)
    throw new UsageError(
      `${document.file}: it is about ${visible(report.contract.operation)}: use --operation with its name or folder`,
    );
  const findings = chosen(report, names, document.file);
  if (findings.length === 0) {
    io.stdout(
      options.json ? '[]\n' : 'the report has no finding against the provider: nothing is to be sent\n',
    );
    return NONE_SHOWS;
  }
  const provider = providerOf(report, options, document.file);
  const live = liveRunOf(options, provider, io);
  const perSecond = rateOf(options.rate, provider);
  const named =
    provider === undefined ? undefined : { url: provider, ...(await tokensOf(options, provider, live, io)) };
  const common = {
    ...{ register, checks, lacks: options.lacks ?? [] },
    ...(live && { live }),
    ...(perSecond !== undefined && { rate: perSecond }),
    headers: options.header ?? [],
    ...{ timeout: options.timeout, settle: options.settle },
    allowWrites: options.allowWrites === true,
    ...(provider !== undefined && transportOf(options, provider, io)),
    signal: io.signal,
    env: io.env,
  };
  const reproduced = await reproduce(findings, {
    ...common,
    readOnlyToken: named === undefined || named.tokenReadOnly !== undefined,
    send: (how) => verifyAt(named, { ...common, ...how }),
  });
  tell(reproduced, options, io);
  const isThere = (state: Reproduced['state']): boolean => reproduced.some((each) => each.state === state);
  return isThere('shows') ? SHOWS : isThere('untried') ? UNTRIED : NONE_SHOWS;
}

const [NONE_SHOWS, SHOWS, UNTRIED] = [0, 1, 3];

/** Findings against the provider: all, or those that are named by their id or by their row. */
function chosen({ findings }: Report, names: readonly string[], file: string): Finding[] {
  const open = findings.filter(
    ({ blame, outcome, reproduction }) =>
      blame === 'provider' &&
      (reproduction !== undefined || ['violates', 'deviates', 'waived'].includes(outcome)),
  );
  if (names.length === 0) return open;
  const isNamed = (finding: Finding, name: string): boolean => idsOf(finding).includes(name.toLowerCase());
  const unknown = names.find((name) => !open.some((finding) => isNamed(finding, name)));
  if (unknown !== undefined) {
    const other = findings.find((finding) => isNamed(finding, unknown));
    throw new UsageError(
      other
        ? `${file}: ${visible(unknown, 100)} cannot be reproduced: its outcome is ${other.outcome}, its blame is ${other.blame}; only findings against the provider that violate or deviate are sent again`
        : `${file}: no finding has the id or the row ${visible(unknown, 100)}; the report lists both`,
    );
  }
  return open.filter((finding) => names.some((name) => isNamed(finding, name)));
}

const idsOf = (finding: Finding): string[] =>
  [finding.id, finding.requirement].flatMap((id) => id?.toLowerCase() ?? []);

/**
 * The API root that is sent to; undefined for the embedded provider.
 * @throws UsageError for the target of a report that is not this machine: a token is sent only to a host that the
 *   user named
 */
function providerOf(
  { subject, findings }: Report,
  options: ReproduceArguments,
  file: string,
): string | undefined {
  const cloud = cloudRoot(options);
  if (cloud !== undefined && options.provider !== undefined)
    throw new UsageError('--cloud and --provider name two providers: use only one of them');
  const named = cloud ?? options.provider;
  if (named !== undefined) return new Target(named).root.href;
  if (subject.embedded) return undefined;
  if (subject.kind !== 'provider')
    throw new UsageError(
      findings.some(({ reproduction }) => reproduction !== undefined)
        ? `${file}: it is not the report of a provider: name a provider with --provider`
        : `${file}: the report has no requests that show its findings; a report of verify has them`,
    );
  const { root } = new Target(subject.target);
  if (!isLoopback(root.hostname))
    throw new UsageError(
      `${file}: it is the report of ${visible(root.href)}, and a token is sent only to a provider that you name: use --provider`,
    );
  return root.href;
}

/** What kept all of several findings from being tried; undefined where that differs, or some were. */
function obstacleOf(reproduced: readonly Reproduced[]): string | undefined {
  const reasons = new Set(reproduced.map(({ state, says }) => (state === 'untried' ? says : undefined)));
  return reproduced.length > 1 && reasons.size === 1 ? [...reasons][0] : undefined;
}

const WORDS = { shows: 'SHOWS', gone: 'does not show', untried: 'NOT TRIED' } as const;

function tell(reproduced: readonly Reproduced[], { json }: ReproduceArguments, io: Io): void {
  const count = (state: Reproduced['state']): number =>
    reproduced.filter((each) => each.state === state).length;
  if (json) {
    const results = reproduced.map(({ finding, state, says, requests }) => ({
      ...(finding.id !== undefined && { id: finding.id }),
      ...{ requirement: finding.requirement, check: finding.check, pointer: finding.pointer },
      ...{ state, says, requests },
    }));
    io.stdout(`${visibleJson(JSON.stringify(results, undefined, 2))}\n`);
    return;
  }
  const obstacle = obstacleOf(reproduced);
  if (obstacle !== undefined)
    io.stdout(`NOT TRIED  none of ${reproduced.length} findings  ${visible(obstacle, 300)}\n`);
  for (const { finding, state, says, requests } of obstacle === undefined ? reproduced : []) {
    const what = `${finding.id === undefined ? '' : `${visible(finding.id)}  `}${visible(finding.requirement ?? '')}  [${visible(finding.check ?? '')}]`;
    const place = finding.pointer === null ? '' : `  ${visible(finding.pointer, 100)}`;
    const sent = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
    io.stdout(`${WORDS[state]}  ${what}${place}  (${sent})  ${visible(says || finding.message, 300)}\n`);
  }
  io.stdout(`${count('shows')} of ${reproduced.length} still show, ${count('untried')} could not be tried\n`);
}
