import { registerOf } from '../../src/contract/register/register';
import type { Report } from '../../src/results/report';
import { verify } from '../../src/run/verify';
import { Library, TOKENS, type Fault } from './library';
import { ownShelf } from '.';

/** Verifies a library, right or wrong. */
export async function verifyLibrary(out: string, fault?: Fault): Promise<Report> {
  const library = new Library(fault);
  const provider = await library.start();
  try {
    return await verify({
      ...{ provider, out, settle: 200 },
      register: registerOf(ownShelf()),
      token: TOKENS.write,
      tokenReadOnly: TOKENS.read,
    });
  } finally {
    await library.close();
  }
}
