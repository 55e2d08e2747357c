import type { Operation } from '../../contract/operation';
import { read, send, type Send, type Step } from '../scenario';
import { carrierForms } from './carrier';
import { toldOf, type Form } from './form';
import { pathForms } from './path';
import { connectionForms, headerForms } from './transport';

/** Makes the next read of a scenario: behind a request by a method, where the provider is known to have $batch or not. */
export type ReadBehind = (method: Send['method'], hasBatch: boolean) => Step;

/**
 * The reads behind updates, in all forms: what is read is the same in each of them. A scenario has each of its forms
 * several times, so that a read which is kept for one form shows by itself where the policy is another than before.
 */
export class Reads {
  private readonly plain: readonly Form[];
  private readonly inBatch: readonly Form[];
  private readonly sent = new Map<Form, number>();

  constructor(operation: Operation) {
    this.plain = [...pathForms(operation), ...connectionForms(), ...headerForms(operation)];
    this.inBatch = carrierForms(operation).filter((form) => readsAlone(inForm(form)));
  }

  ofScenario(): ReadBehind {
    const next = [this.inTurn(this.plain), this.inTurn(this.inBatch)] as const;
    let reverts = 0;
    return (method, hasBatch) => {
      // Where a revert leads the first read behind one tells.
      if (method === 'DELETE' && (reverts += 1) === 1) return read(NAME);
      const form = next[hasBatch ? 1 : 0]();
      return { ...inForm(form), contexts: toldOf(form), polled: true };
    };
  }

  /** @returns one of two forms in turn; after some of each, those that were sent least by then */
  private inTurn(forms: readonly Form[]): () => Form {
    const count = (form: Form): number => this.sent.get(form) ?? 0;
    let pair: readonly Form[] = [];
    let left = 0;
    return () => {
      if (left === 0) {
        pair = forms.toSorted((one, other) => count(one) - count(other)).slice(0, 2);
        left = SOME * pair.length;
      }
      const form = pair[left % pair.length] as Form;
      left -= 1;
      this.sent.set(form, count(form) + 1);
      return form;
    };
  }
}

/** How often a scenario has a form before it has others. */
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
