import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ledOut, liesBelow } from '../../src/files/led-out';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();
const folder = path.join(root, 'folder');
const outside = path.join(root, 'outside');
mkdirSync(path.join(folder, 'real', 'deep'), { recursive: true });
mkdirSync(outside);
writeFileSync(path.join(folder, 'file'), '');
const link = (to: string, name: string): void => symlinkSync(to, path.join(folder, name));
link(outside, 'out');
link('../outside', 'relative');
link(path.join(root, 'nowhere'), 'dangling');
link('real', 'in');
link('.', 'here');
link('..', 'up');
link('loop', 'loop');
link('../../outside', path.join('real', 'far'));
link('out', 'twice');

test.each<[string, string | undefined]>([
  ['real/report.json', undefined],
  ['new/report.json', undefined],
  ['in/deep', undefined],
  ['here/here/real', undefined],
  ['file/below', undefined],
  ['n'.repeat(300), undefined],
  ['loop/x', undefined],
  ['.', undefined],
  ['../outside', undefined],
  ['out', outside],
  ['out/new/report.json', outside],
  ['relative/x', outside],
  ['twice/x', outside],
  ['in/far/x', outside],
  ['here/out', outside],
  ['dangling', path.join(root, 'nowhere')],
  ['dangling/x', path.join(root, 'nowhere')],
  ['up', root],
  ['up/folder/real', root],
])('%s leads to %s', (place, target) => {
  expect(ledOut(folder, path.join(folder, place))).toBe(target);
});

test.each<[string, boolean]>([
  ['', false],
  ['..', false],
  [path.join('..', 'a'), false],
  [path.resolve('a'), false],
  ['a', true],
  [path.join('a', '..b'), true],
  ['..a', true],
])('%j lies below: %s', (relative, isBelow) => {
  expect(liesBelow(relative)).toBe(isBelow);
});
