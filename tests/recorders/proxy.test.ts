import path from 'node:path';
import { commandLine, temporaryFolder } from '../cli/support';
import { PATH } from '../checks/support';
import { broken, checked, GOOD, SENT_HEADERS, WRONG } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);

/** Sends updates through `graph-contract proxy`; the file of its evidence. */
async function recorded(out: string, bodies: readonly object[]): Promise<string> {
  let listens: (url: string) => void = () => undefined;
  const listening = new Promise<string>((resolve) => (listens = resolve));
  let printed = '';
  const print = (text: string): void => {
    printed += text;
    const [, url] = /^(http:\/\/\S+)\n/m.exec(printed) ?? [];
    if (url !== undefined) listens(url);
  };
  const args = ['proxy', '--port', '0', '--max', String(bodies.length), '--out', out];
  const ended = graphContract(args, { stdout: print, stderr: print });
  const url = await listening;
  for (const body of bodies)
    await fetch(`${url}${PATH}`, { method: 'PATCH', headers: SENT_HEADERS, body: JSON.stringify(body) });
  await ended;
  return path.join(folder, out, 'evidence.ndjson');
}

test('evidence of the proxy is read whole, and what is wrong is found again', async () => {
  const good = await checked(await recorded('good', [GOOD, GOOD]));
  expect(broken(good)).toEqual([]);
  expect(good).toMatchObject({ verdict: 'conforms', inputs: [{ judged: 2 }] });
  expect(good.inputs[0]).not.toHaveProperty('notShown');
  const wrong = await checked(await recorded('wrong', [GOOD, ...WRONG.map(([body]) => body)]));
  expect(broken(wrong)).toEqual(expect.arrayContaining(WRONG.map(([, row]) => row)));
  expect(wrong.inputs).toMatchObject([{ judged: 1 + WRONG.length }]);
});
