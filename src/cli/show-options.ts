import type { Command } from 'commander';
import type { Showing } from '../exchanges/redact';
import { namesOption } from './list-option';

/** What a person lets be shown of recorded values, as commander hands it over. */
export interface ShowArguments {
  showHeader?: string[];
  showParameter?: string[];
  showMember?: string[];
}

/** Adds the options that show values which would be hidden, for a run. */
export const addShowOptions = (command: Command): Command =>
  command
    .optionsGroup('Redaction:')
    .addOption(
      namesOption('--show-header <names>', 'show the values of these headers, in reports and records'),
    )
    .addOption(namesOption('--show-parameter <names>', 'show the values of these query parameters'))
    .addOption(namesOption('--show-member <names>', 'show the values of these members of bodies'));

/** What the options let be shown. */
export const showingOf = ({ showHeader, showParameter, showMember }: ShowArguments): Showing => ({
  ...(showHeader && { headers: showHeader }),
  ...(showParameter && { parameters: showParameter }),
  ...(showMember && { members: showMember }),
});
