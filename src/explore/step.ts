import type { Members } from '../exchanges/body';

/** One step of a sequence. */
export type Step =
  /** A conforming update, without its type annotation. */
  | { kind: 'update'; members: Members }
  /** An update that breaks a MUST, as it is sent, and a description of its fault. */
  | { kind: 'refused'; body: Members; fault: string }
  | { kind: 'read' }
  | { kind: 'delete' };

export type Sequence = readonly Step[];
