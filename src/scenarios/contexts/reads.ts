import type { Operation } from '../../contract/operation';
import { read, send, type Send, type Step } from '../scenario';
import { carrierForms } from './carrier';
import { toldOf, type Form } from './form';
import { pathForms } from './path';
import { connectionForms, headerForms } from './transport';

/**
 * Makes the next read of a scenario: behind a request by a method, where the provider is known to have $batch or not, and
 * of which policy.
 */
export type ReadBehind = (method: Send['method'], hasBatch: boolean, policy: string) => Step;

/**
 * The reads behind updates, in all forms: what is read is the same in each of them. Each form reads policies that differ,
 * so that a read which is kept for one form shows by itself.
 */
export class Reads {
  private readonly plain: readonly Form[];
  private readonly inBatch: readonly Form[];
  private readonly sent = new Map<Form, number>();
  /** The policies that were read in each form. */
  private readonly met = new Map<Form, Set<string>>();

  constructor(operation: Operation) {
    this.plain = [...pathForms(operation), ...connectionForms(), ...headerForms(operation)];
    this.inBatch = carrierForms(operation).filter((form) => readsAlone(inForm(form)));
  }

  ofScenario(): ReadBehind {
    const next = [this.inTurn(this.plain), this.inTurn(this.inBatch)] as const;
    let reverts = 0;
    return (method, hasBatch, policy) => {
      // Where a revert leads the first read behind one tells.
      if (method === 'DELETE' && (reverts += 1) === 1) return read(NAME);
      // Where all of those inside $batch have shown enough, others do.
      const form = next[hasBatch && this.inBatch.some((each) => !this.isDone(each)) ? 1 : 0](policy);
      return { ...inForm(form), contexts: toldOf(form), polled: true };
    };
  }

  /** @returns one of two forms, which has not read the policy where there is one; after some of each, others */
  private inTurn(forms: readonly Form[]): (policy: string) => Form {
    let pair: readonly Form[] = [];
    let left = 0;
    return (policy) => {
      if (left === 0) {
        pair = this.leastSent(forms).slice(0, 2);
        left = SOME * pair.length;
      }
      const form = this.leastSent(pair, policy)[0] as Form;
      left -= 1;
      this.sent.set(form, this.count(form) + 1);
      this.met.set(form, this.policiesOf(form).add(policy));
      return form;
    };
  }

  /** Forms that have not read two policies, or not this one, before all others; then those that were sent least. */
  private leastSent(forms: readonly Form[], policy?: string): Form[] {
    const isNew = (form: Form): boolean => {
      const policies = this.policiesOf(form);
      return policy === undefined ? policies.size < 2 : !policies.has(policy);
    };
    return forms.toSorted(
      (one, other) => Number(isNew(other)) - Number(isNew(one)) || this.count(one) - this.count(other),
    );
  }

  private readonly isDone = (form: Form): boolean =>
    this.count(form) >= SOME && this.policiesOf(form).size >= SOME;
  private readonly count = (form: Form): number => this.sent.get(form) ?? 0;
  private readonly policiesOf = (form: Form): Set<string> => this.met.get(form) ?? new Set();
}

/** How often a scenario has a form, on average, before it has others; and how many policies each form is to read. */
const SOME = 2;

const NAME = 'read after it';

function inForm(form: Form): Send {
  const plain = send(`${NAME}, ${form.name}`, 'GET', { accept: form.row ?? 'GET-SHAPE' });
  return form.change?.(plain) ?? plain;
}

/** Whether a request changes nothing by what it carries: it carries nothing, or a batch of reads. */
export function readsAlone({ payload }: Send): boolean {
  if (!payload || !('json' in payload)) return payload === undefined;
  const { requests } = payload.json as { requests: readonly { method: string }[] };
  return requests.every(({ method }) => method === 'GET');
}
