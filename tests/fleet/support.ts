import type { Fault, Variant } from '../../src/fleet/fleet';
import type { Trial } from '../../src/fleet/trial';
import type { FaultResult, Strength } from '../../src/fleet/score';

/** A fault in the answer to an update. */
export const fault = (id: string, more: Partial<Fault> = {}): Fault => ({
  ...{ id, breaks: 'RES-204', says: 'answers 200 to an update' },
  ...more,
});

export const variant = (id: string, more: Partial<Variant> = {}): Variant => ({
  ...{ id, says: 'answers 415 to another media type' },
  ...more,
});

/** A run that found nothing. */
export const trial = (id: string, more: Partial<Trial> = {}): Trial => ({
  ...{ id, verdict: 'conforms', reason: null, rows: {}, found: [], durationMs: 400 },
  ...more,
});

type Found = Trial['found'][number];

/** A finding of a check against the provider. */
export const found = (check: string, requirement: string, more: Partial<Found> = {}): Found => ({
  ...{ check, requirement, outcome: 'violates', blame: 'provider', actual: '200' },
  ...more,
});

/** A run in which one row is broken, as its check says. */
export const broken = (id: string, requirement = 'RES-204', check = 'response/status'): Trial =>
  trial(id, {
    verdict: 'violates',
    rows: { [requirement]: 'violates' },
    found: [found(check, requirement)],
  });

/** What became of a fault that was noticed as it should be. */
export const noticed = (id: string, more: Partial<FaultResult> = {}): FaultResult => ({
  ...fault(id),
  ...{ level: 'MUST', killed: true, named: true, first: true, causes: 1, blamed: true },
  ...{ checks: ['response/status'], unexpected: [], durationMs: 400 },
  ...more,
});

/** A fleet of which everything was noticed, and nothing else. */
export const strength = (more: Partial<Strength> = {}): Strength => ({
  faults: [noticed('success-200')],
  variants: [{ ...variant('media-type-415'), alarms: [], durationMs: 400 }],
  score: {
    levels: {
      MUST: { faults: 1, killed: 1 },
      SHOULD: { faults: 0, killed: 0 },
      INFO: { faults: 0, killed: 0 },
    },
    ...{ named: 1, first: 1, single: 1, blamed: 1, alarms: 0 },
  },
  ...{ idle: [], singles: [], thin: [], untried: [] },
  ...more,
});
