import path from 'node:path';
import { shortName } from '../../src/files/short-name';

const root = path.parse(process.cwd()).root;
const place = (...parts: string[]): string => path.join(root, ...parts);

test.each([
  [place('home', 'me', 'reports', 'report.json'), place('home', 'me'), path.join('reports', 'report.json')],
  [path.join('reports', 'report.json'), place('home', 'me'), path.join('reports', 'report.json')],
  [place('out', 'report.json'), place('home', 'me', 'work', 'here'), place('out', 'report.json')],
  [place('home', 'me'), place('home', 'me'), place('home', 'me')],
])('%s is said in %s as %s', (file, cwd, said) => {
  expect(shortName(file, cwd)).toBe(said);
});
