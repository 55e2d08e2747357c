import type { Command } from 'commander';
import type { Capability } from '../contract/register/capabilities';
import type { HeaderPair } from '../exchanges/exchange';
import { headerOption, lacksOption, milliseconds } from './options';

/** How a provider is sent to, as commander hands it over. */
export interface ProviderArguments {
  provider?: string;
  token?: string;
  tokenFile?: string;
  tokenReadonly?: string;
  header?: HeaderPair[];
  lacks?: Capability[];
  timeout: number;
  settle: number;
}

/**
 * Adds the options of every command that sends to a provider: where it is, who asks, and how long is waited.
 * @param provider what --provider names, in the words of the command
 */
export const addProviderOptions = (command: Command, provider: string): Command =>
  command
    .optionsGroup('The provider:')
    .option('--provider <url>', provider)
    .option(
      '--token <token>',
      'token for tests; for a real one use GRAPH_TOKEN or --token-file, because other users can see arguments',
    )
    .option('--token-file <file>', 'file that holds the token')
    .option('--token-readonly <token>', 'a token that may read but not write (or GRAPH_TOKEN_READONLY)')
    .addOption(headerOption())
    .addOption(lacksOption())
    .option('--timeout <ms>', 'how long an answer may take', milliseconds, 10_000)
    .option('--settle <ms>', 'how long a read may lag behind a write', milliseconds, 2000)
    .option('--allow-writes', 'write to a host that is not this machine');
