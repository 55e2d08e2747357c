import type { Capability } from './capabilities';

/** How much depends on a row: MUST violates, SHOULD deviates, INFO is noted, NONE isn't judged. */
export type Level = 'MUST' | 'SHOULD' | 'INFO' | 'NONE';

/** Who answers for a row: the one who sends requests, or the one who answers them. */
export type Actor = 'client' | 'provider';

/**
 * Whether a source of the contract says it, or it follows from what `derivedFrom` names; or it is a rule of HTTP for any
 * server, which counts only where it is asked for.
 */
export type Basis = 'stated' | 'derived' | 'http';

/** The id of a row, such as `REQ-TYPE`. Public: renaming one is a breaking change. */
export type RequirementId = string;

/** Where a row is written: a page and its section, or a standard and its clause. */
export interface Source {
  page: string;
  section: string;
  /** Always https. */
  url: string;
}

/** A row of the register. */
export interface Requirement {
  id: RequirementId;
  level: Level;
  actor: Actor;
  basis: Basis;
  /** What it is derived from; only where `basis` is `derived`. */
  derivedFrom?: string;
  /** The id of its group. */
  group: string;
  /** A few words, for tables. */
  title: string;
  /** One sentence: what is required, what breaks it and what only deviates. */
  statement: string;
  /** One sentence: what goes wrong where it is broken. The package's own rows all have it. */
  why?: string;
  /** One or two sentences: what the actor changes to keep it. The package's own rows all have it. */
  remedy?: string;
  sources: Source[];
  /** The addresses of the checks that judge it, such as `request/odata-type`; empty where there is a `reason`. */
  checks: string[];
  /** Why no check judges it; only where `level` is `NONE`. */
  reason?: string;
  needs: Capability[];
  /** False where a run against a provider can't provoke it, so that only recorded traffic shows it. */
  planned: boolean;
}

/** A heading of the register. */
export interface Group {
  id: string;
  title: string;
}

/** A row as it is written: what a row doesn't need is left out. */
export type WrittenRequirement = Omit<Requirement, 'checks' | 'needs' | 'planned'> &
  Partial<Pick<Requirement, 'checks' | 'needs' | 'planned'>>;

/** The register as it is written. */
export interface WrittenRegister {
  revision: string;
  groups: Group[];
  requirements: WrittenRequirement[];
}
