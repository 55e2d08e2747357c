import type { Operation } from '../../contract/operation';
import type { Capability } from '../../contract/register/capabilities';
import type { Send, Step } from '../scenario';

/** In what respect a request may be sent otherwise than plainly. */
export const DIMENSIONS = [
  'carrier',
  'path',
  'state',
  'company',
  'connection',
  'headers',
  'json',
  'media',
  'framing',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a stimulus of a row asks for. */
export type Demand = 'accepted' | 'refused' | 'shown';

/** What makes a row observable: requests that are alike, each of which will do. */
export interface Stimulus {
  /** The row that is broken where it is not answered as it must be. */
  row: string;
  demand: Demand;
  method: Send['method'];
  needs: readonly Capability[];
  /** Taken in turn. @param state whose values an update that is accepted sets; that of the policy, of one that is refused */
  sends(state: 'A' | 'B'): readonly Send[];
  /** Forms that it has by itself, as its row is about them: `path: spelt as the pages do`. */
  fixed?: readonly Form[];
  /** The dimensions of which it is to meet each form outside $batch too: there the request itself has the form. */
  byItself?: readonly Dimension[];
  /** The dimensions in which it is wrong on purpose, or another row is judged, with the reason why no form of them holds. */
  apart?: Readonly<Partial<Record<Dimension, string>>>;
}

/** One way to send a request that means the same as the plain one. */
export interface Form {
  dimension: Dimension;
  /** Unique in its dimension, in a few words that end a message: `percent-encoded letters`. */
  name: string;
  /** What it has in common with other forms, where it has something: `inside $batch`. */
  kind?: string;
  /** Why it means the same, where that is not plain. */
  clause?: string;
  /** The row that a refusal breaks which this form alone is about; absent: that of the success. */
  row?: string;
  needs?: Capability;
  /** A provider may refuse it for itself, which would hide what is shown of other forms: it goes with their plain ones alone. */
  alone?: true;
  /** Why a stimulus is not sent in it; undefined where it is. */
  lacks?(stimulus: Stimulus): string | undefined;
  /** The request in this form. */
  change?(step: Send): Send;
  /** What is sent before it. */
  before?(): readonly Step[];
}

/** Makes the forms of a dimension, beside the plain one, that an operation has. */
export type Forms = (operation: Operation) => readonly Form[];

/** A form as it is told: `path: percent-encoded letters`, behind what it has in common with others. */
export const toldOf = ({ dimension, name, kind }: Form): string[] =>
  kind === undefined ? [`${dimension}: ${name}`] : [`${dimension}: ${kind}`, `${dimension}: ${name}`];

export const hasContent = ({ method }: Pick<Stimulus, 'method'>): boolean =>
  method !== 'GET' && method !== 'DELETE';

/** For forms of content: nothing can be said of a request that has none. */
export const contentLacks = (stimulus: Stimulus): string | undefined =>
  hasContent(stimulus) ? undefined : 'the request has no content';

/** A stimulus, and the forms in which it is sent; those of the other dimensions are plain. */
export interface Case {
  stimulus: Stimulus;
  forms: readonly Form[];
}

/** The stimuli of an operation, and all forms that there are, by their dimension. */
export interface Contexts {
  stimuli: readonly Stimulus[];
  forms: Readonly<Record<Dimension, readonly Form[]>>;
}
