/** Version of the lines of `evidence.ndjson`; its schema is `spec/evidence.schema.json`. */
export const EVIDENCE_VERSION = 1;

/** Where a run took place, and for what. */
export interface RunPlace {
  host: { platform: string; node: string };
  /** The commit of the folder that the run was started in, where there is one. */
  commit: string | null;
  ci?: { name: string; url?: string };
}

/** What exchanges are judged by. */
export interface Contract {
  /** The signature of the operation. */
  operation: string;
  revision: string;
  digest: string;
}

/** What the head of every record says. */
interface RunHead extends RunPlace {
  kind: 'run';
  schemaVersion: typeof EVIDENCE_VERSION;
  tool: { name: string; version: string };
  subject: { kind: 'provider' | 'client' | 'traffic'; target: string; embedded?: true };
  startedAt: string;
  lacks: string[];
  /** Rows for which the run planned stimuli, and for those that it could not send, why. */
  planned: { requirement: string; missing?: string }[];
}

/** The first line of a record: what was asked and of whom, so that the rest can be judged again. */
export interface EvidenceHeader extends RunHead {
  contract: Contract;
}

/** The first line of a record of several operations, in which each exchange names the contracts that it is judged by. */
export interface SeveralHeader extends RunHead {
  contracts: readonly Contract[];
}

export const isOfSeveral = (head: EvidenceHeader | SeveralHeader): head is SeveralHeader =>
  'contracts' in head;
