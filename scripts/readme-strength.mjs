// Writes the figures of the last `graph-contract strength` (reports/strength.json) into README.md:
//   npm run strength
import { readFileSync, writeFileSync } from 'node:fs';
import render from '../dist/src/fleet/render.js';

const strength = JSON.parse(readFileSync('reports/strength.json', 'utf8'));
const survivors = strength.faults.filter(({ killed }) => !killed);
const lines = [
  ...render.summaryLines(strength).map((line) => `- ${line}`),
  survivors.length === 0
    ? '- survivors: none'
    : `- survivors: ${survivors.map(({ id }) => `\`${id}\``).join(', ')}`,
];
const readme = readFileSync('README.md', 'utf8');
const block = /(<!-- strength -->\n)[\s\S]*?(\n<!-- \/strength -->)/;
if (!block.test(readme)) throw new Error('README.md has no place for the figures');
writeFileSync('README.md', readme.replace(block, `$1\n${lines.join('\n')}\n$2`));
