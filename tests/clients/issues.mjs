// What is known of clients: members that they lose, and faults that they show (faults.mjs).
import { readFileSync } from 'node:fs';

/**
 * `tries` is how often a fault is looked for that does not show each time.
 * @type {readonly { client: string, loses?: string[], shows?: string[], tries?: number, links: string[], why: string }[]}
 */
export const ISSUES = JSON.parse(readFileSync(new URL('known-issues.json', import.meta.url), 'utf8'));
