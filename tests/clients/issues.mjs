// What is known of clients that lose members.
import { readFileSync } from 'node:fs';

/** @type {readonly { client: string, loses: string[], links: string[], why: string }[]} */
export const ISSUES = JSON.parse(readFileSync(new URL('known-issues.json', import.meta.url), 'utf8'));
