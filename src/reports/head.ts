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
