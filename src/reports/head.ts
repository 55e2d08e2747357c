import type { Register } from '../contract/register/register';
import type { Report } from '../results/report';
import { visible } from '../results/visible';

/** What a report is about, for its first line: the operation and the subject, in words that are safe to print. */
export interface Head {
  /** Its name; its signature where the register is of another operation. */
  operation: string;
  kind: Report['subject']['kind'];
  target: string;
}

/** @param max the longest that each part may become, in characters */
export function headOf({ contract, subject }: Report, register: Register, max?: number): Head {
  return {
    operation: operationText(contract.operation, register, max),
    kind: subject.kind,
    target: visible(subject.target, max),
  };
}

/** The same in one piece: `temporaryAccessPass, provider http://127.0.0.1:4010/v1.0`. */
export function headText(report: Report, register: Register, max?: number): string {
  const { operation, kind, target } = headOf(report, register, max);
  return `${operation}, ${kind} ${target}`;
}

/** What the operation of a signature is called, as far as the register is of it; a pack in a folder by the folder's name. */
export function operationText(signature: string, { operation }: Register, max?: number): string {
  const [name = ''] = operation.name.split('/').slice(-1);
  return visible(operation.signature === signature ? name : signature, max);
}

/** How many exchanges were judged, and of how many where not all were; undefined where nothing was to be read. */
export function exchangesText({ inputs }: Report): string | undefined {
  if (inputs.length === 0) return undefined;
  const judged = inputs.reduce((sum, input) => sum + input.judged, 0);
  // What was explored is told of in a note of the run.
  const read = inputs.reduce((sum, input) => sum + input.read - (input.passedOver['explored'] ?? 0), 0);
  const noun = read === 1 ? 'exchange' : 'exchanges';
  return judged === read ? `${read} ${noun}` : `${judged} of ${read} ${noun} judged`;
}
