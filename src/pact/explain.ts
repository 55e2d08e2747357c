import { isSuccess, statusesOf, type Success } from '../contract/answers';
import type { Capability } from '../contract/register/capabilities';
import type { Blame } from '../results/report';
import type { Mismatch } from './verifier';

/** A clause that an exchange breaks. */
export interface Broken {
  requirement: string;
  message: string;
}

/** The clauses that an exchange breaks by the checks, and the success that its request needed. */
export interface Against {
  /** Clauses that the answer breaks. */
  provider: readonly Broken[];
  /** Clauses that the request breaks. */
  client: readonly Broken[];
  status: number | undefined;
  /** Whether the answer was a throttle or an error of a gateway, which says nothing about the request. */
  inPassing: boolean;
  /** The capability that a provider needs for the request; undefined for an update, which every provider supports. */
  capability: Capability | undefined;
  /** For a write, its documented success. */
  success: Success | undefined;
}

/** Why an interaction failed, by which clauses, and which side is at fault. */
export interface Explanation {
  blame: Blame;
  message: string;
  requirements: string[];
}

/** The row that requires an answer without content. */
const EMPTY = 'RES-EMPTY';

/**
 * Finds the clause that decides which team is at fault for a failed interaction. It examines the answer first, then
 * the request, then the consumer's expectation.
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

/**
 * The clauses that the answer breaks. The wrong status of a successful reset is judged only in a sequence of
 * requests.
 */
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

/** The clauses of the documented success that an expectation contradicts, if the write succeeded as documented. */
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
