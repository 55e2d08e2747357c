// What is known of clients: members that they lose in each operation, and faults that they show (faults.mjs).
import { readFileSync } from 'node:fs';

/**
 * `loses` has the members of each operation; `breaks` the rows that updates without them do not keep; `tries` is in
 * how many processes a fault is looked for that does not show in each.
 * @type {readonly { client: string, loses?: Record<string, string[]>, breaks?: Record<string, string[]>, shows?: string[], tries?: number, links: string[], why: string }[]}
 */
export const ISSUES = JSON.parse(readFileSync(new URL('known-issues.json', import.meta.url), 'utf8'));
