import { operationNamed, operationNames } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import type { Exchange } from '../../src/exchanges/exchange';
import { SHORT } from '../../src/explore/limits';
import { startProviderOf } from '../../src/provider/serve';
import { verify } from '../../src/run/verify';
import { TOKENS } from './mutant';

test.each(operationNames())(
  'a run of %s with all that is part of it has at most 1,200 exchanges, reads that were repeated too',
  async (name) => {
    const provider = await startProviderOf(name);
    const sent: Exchange[] = [];
    try {
      const report = await verify({
        ...{
          ...TOKENS,
          provider: provider.url,
          register: registerOf(operationNamed(name)),
          contexts: 2,
          explore: SHORT,
        },
        onExchange: (exchange) => void sent.push(exchange),
      });
      expect(report.verdict).toBe('conforms');
    } finally {
      await provider.close();
    }
    expect(sent.length).toBeGreaterThan(700);
    expect(sent.length).toBeLessThanOrEqual(1200);
  },
);
