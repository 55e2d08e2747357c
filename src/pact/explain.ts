import { isSuccess, statusesOf, type Success } from '../contract/answers';
import type { Capability } from '../contract/register/capabilities';
import type { Blame } from '../results/report';
import type { Mismatch } from './verifier';

/** A clause that an exchange breaks. */
export interface Broken {
  requirement: string;
  message: string;
}

/** What the checks have against an exchange, and what it wanted. */
export interface Against {
  /** Broken by the answer. */
  provider: readonly Broken[];
  /** Broken by the request. */
  client: readonly Broken[];
  status: number | undefined;
  /** Whether it was a throttle or an error of something in front, and no word on the request. */
  inPassing: boolean;
  /** What a provider must have for such a request to make sense; undefined for an update, which every one has. */
  capability: Capability | undefined;
  /** For a write, how it succeeds. */
  success: Success | undefined;
}

/** Why an interaction failed, by which clauses, and whose fault that is. */
export interface Explanation {
  blame: Blame;
  message: string;
  requirements: string[];
}

/** The row that an answer without content is empty by. */
const EMPTY = 'RES-EMPTY';

/**
 * Says of an interaction that failed which clause decides between the two teams. The answer is looked at
 * first, then the request, then what the consumer expected.
 */
export function explain(mismatches: readonly Mismatch[], against: Against): Explanation {
  const what = mismatches.map(inWords).join('; ');
  const { client, status, success } = against;
  const provider = brokenBy(against);
  if (provider.length > 0) {
    return {
      blame: 'provider',
      message: `${what}. The answer breaks ${listed(provider)}`,
      requirements: idsOf(provider),
    };
  }
  const refused = status !== undefined && status >= 400 && status < 500;
  if (client.length > 0 && refused) {
    return {
      blame: 'client',
      message: `${what}. The request breaks ${listed(client)}, and is rightly refused`,
      requirements: idsOf(client),
    };
  }
  if (success !== undefined && status !== undefined && isSuccess(success, status)) {
    const beyond = beyondSuccess(mismatches, success, status);
    return {
      blame: 'client',
      message: `${what}. The contract does not promise what the consumer expects: ${listed(beyond)}`,
      requirements: idsOf(beyond),
    };
  }
  return {
    blame: 'provider',
    message: `${what}. No clause decides this: the two teams have to agree`,
    requirements: [],
  };
}

/** What the answer breaks; that a reset succeeds with another status, only a sequence of requests is judged for. */
function brokenBy({ provider, status, success }: Against): readonly Broken[] {
  const other =
    success !== undefined &&
    status !== undefined &&
    status >= 200 &&
    status < 300 &&
    !isSuccess(success, status);
  if (!other || provider.some(({ requirement }) => requirement === success.row)) return provider;
  return [
    ...provider,
    { requirement: success.row, message: `success is ${statusesOf(success)}, got ${status}` },
  ];
}

/** What an expectation of a write that succeeded as documented overlooks. */
function beyondSuccess(mismatches: readonly Mismatch[], success: Success, answered: number): Broken[] {
  const status = mismatches.some(({ type }) => type === 'StatusMismatch');
  const content = mismatches.some(({ type }) => type !== 'StatusMismatch');
  return [
    ...(status ? [{ requirement: success.row, message: `success is ${statusesOf(success)}` }] : []),
    ...(content
      ? [
          success.content && answered === success.status
            ? { requirement: success.row, message: 'the answer is the policy, and nothing else' }
            : {
                requirement: EMPTY,
                message: `a ${answered} has no content, and nothing that describes it`,
              },
        ]
      : []),
  ];
}

const inWords = ({ mismatch, key, path }: Mismatch): string => {
  const place = key === undefined && path !== undefined && path !== '/' ? `${path}: ` : '';
  return `${place}${mismatch}`.replace(/\.$/, '');
};

const listed = (broken: readonly Broken[]): string =>
  broken.map(({ requirement, message }) => `${requirement} (${message})`).join(', ');

const idsOf = (broken: readonly Broken[]): string[] => [
  ...new Set(broken.map(({ requirement }) => requirement)),
];
