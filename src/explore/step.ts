import type { Members } from '../exchanges/body';

/** One step of a sequence. */
export type Step =
  /** An update that conforms, without its type annotation. */
  | { kind: 'update'; members: Members }
  /** An update that breaks a MUST, as it is sent; and what is wrong with it. */
  | { kind: 'refused'; body: Members; fault: string }
  | { kind: 'read' }
  | { kind: 'delete' };

export type Sequence = readonly Step[];
