import type { Exchange } from '../exchanges/exchange';
import type { Sender } from '../wire/sender';
import { update } from '../scenarios/scenario';
import type { Operation } from '../contract/operation';
import { differences, inWords, leftBehind, restoring, type Policy } from './policy';
import { readPolicy, readUntil, type Patience } from './reads';

/** What is put back, and what proves it. */
export interface PuttingBack extends Patience {
  operation: Operation;
  original: Policy;
  /** Names of members that were written, in lower case. */
  written: ReadonlySet<string>;
  /** Scenarios that the update and the reads behind it are recorded under. */
  scenarios: { update: string; reads: string };
  /** Absent: the policy is what a read shows with status 200, an id and a state. */
  parse?: (exchange: Exchange) => Policy | undefined;
}

/** What is not as it should be where the last read shows the policy as it was, and no read has shown anything else. */
export const UNPROVEN =
  'no read has shown anything of what was written, so that the last one proves nothing: reads may lag by more than --settle';

/** What came of it. */
export interface WasPutBack {
  /** Whether the update was answered with a 2xx. */
  accepted: boolean;
  /** What came of the update, in words. */
  answer: string;
  /** The last read; undefined where it showed no policy. */
  last: Exchange | undefined;
  /** What the last read shows otherwise than it was, in words; empty where the policy stayed as it was. */
  left: string[];
}

/**
 * Makes a policy what it was, and looks whether it is. Never throws: whatever goes wrong is told in words, since who
 * puts a policy back must not be stopped by it.
 */
export async function makeAsItWas(sender: Sender, putting: PuttingBack): Promise<WasPutBack> {
  const { operation, original } = putting;
  const whole = restoring(operation, original);
  let sent = await sendUpdate(sender, putting, whole);
  // A provider may refuse what no page says an update may set, though it is what it showed itself.
  const isLeftOut = sent.refused && operation.setsSilent(whole);
  if (isLeftOut) sent = await sendUpdate(sender, putting, operation.withoutSilent(whole));
  // Or something else that is as it was anyway. What was left out may be what was changed.
  if (sent.refused || isLeftOut) {
    const changed = await changedMembers(sender, putting);
    const update = Object.entries(whole).filter(([name]) => name === '@odata.type' || changed.includes(name));
    if (changed.length > 0 && update.length < Object.keys(whole).length)
      sent = await sendUpdate(sender, putting, Object.fromEntries(update));
  }
  await putNullsBack(sender, putting);
  const { accepted, answer } = sent;
  return { accepted, answer, ...(await lookWhetherItIs(sender, putting)) };
}

/**
 * Members that were null before the run wrote them, by an update of their own: a provider may refuse a null, and the
 * others are put back all the same.
 */
async function putNullsBack(sender: Sender, putting: PuttingBack): Promise<void> {
  const { operation, original, written } = putting;
  const wereNull = operation.updatable.filter(
    (name) => original[name] === null && written.has(name.toLowerCase()),
  );
  if (wereNull.length === 0) return;
  const changed = await changedMembers(sender, putting);
  const names = wereNull.filter((name) => changed.includes(name));
  if (names.length > 0)
    await sendUpdate(
      sender,
      putting,
      operation.bodyOf(Object.fromEntries(names.map((name) => [name, null]))),
    );
}

interface Answered extends Pick<WasPutBack, 'accepted' | 'answer'> {
  /** Whether it was turned away, so that another update may do. */
  refused: boolean;
}

async function sendUpdate(
  sender: Sender,
  { scenarios }: PuttingBack,
  members: Record<string, unknown>,
): Promise<Answered> {
  try {
    const wrote = await sender.send(update('the policy as it was', members), {
      scenario: scenarios.update,
      rows: [],
    });
    const answer = wrote.response ? `answered with ${answerOf(wrote)}` : `no answer (${answerOf(wrote)})`;
    // One that is throttled fares no better with less in it.
    const refused = isRefused(wrote) && wrote.response?.status !== 429;
    return { accepted: isAccepted(wrote), answer, refused };
  } catch (error) {
    return { accepted: false, answer: `not sent: ${(error as Error).message}`, refused: false };
  }
}

/** The members that a read shows otherwise than they were; none where it shows nothing. */
async function changedMembers(
  sender: Sender,
  { operation, original, scenarios, parse }: PuttingBack,
): Promise<string[]> {
  const { policy } = await readPolicy(sender, scenarios.reads, parse).catch(() => ({ policy: undefined }));
  return policy ? differences(operation, original, policy).map(({ member }) => member) : [];
}

/** Reads the policy until it is as it was and stays so. Never throws. */
export async function lookWhetherItIs(
  sender: Sender,
  { operation, original, written, scenarios, parse, ...patience }: PuttingBack,
): Promise<Pick<WasPutBack, 'last' | 'left'>> {
  const leftIn = (policy: Policy): string[] => leftBehind(operation, original, policy, written).map(inWords);
  try {
    const { exchange, policy, held } = await readUntil(
      sender,
      scenarios.reads,
      patience,
      (read) => read !== undefined && leftIn(read).length === 0,
      parse,
    );
    if (!policy) return { last: undefined, left: [`the policy could not be read: ${answerOf(exchange)}`] };
    const left = leftIn(policy);
    return { last: exchange, left: held || left.length > 0 ? left : ['the reading of it was interrupted'] };
  } catch (error) {
    return { last: undefined, left: [`the policy could not be read: ${(error as Error).message}`] };
  }
}

export const isAccepted = ({ response }: Exchange): boolean =>
  response !== undefined && response.status >= 200 && response.status < 300;

/** Whether a request was turned away, so that it has changed nothing; a timeout of the server's may have. */
export const isRefused = ({ response }: Exchange): boolean =>
  response !== undefined && response.status >= 400 && response.status < 500 && response.status !== 408;

/** What a request was answered with, in words. */
export const answerOf = ({ response, failure }: Exchange): string =>
  response ? `${response.status} ${response.statusText ?? ''}`.trim() : (failure?.message ?? 'no answer');
