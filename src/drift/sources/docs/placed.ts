import { plainText, type Block } from './markdown';

/** A block of an operation's page, and the heading above it. */
export interface Placed<B extends Block = Block> {
  block: B;
  /** The text of the heading in lower case. */
  section: string;
  isExample: boolean;
}

/** Whether a block is of a given kind. */
export const isOf = <K extends Block['kind']>(
  placed: Placed,
  kind: K,
): placed is Placed<Extract<Block, { kind: K }>> => placed.block.kind === kind;

/** The blocks of a page with their sections; tab headings do not start a section. */
export function placedIn(blocks: readonly Block[]): Placed[] {
  let section = '';
  let isExample = false;
  return blocks.map((block) => {
    if (block.kind === 'heading' && block.level > 1 && !block.text.includes('(#tab/')) {
      const text = plainText(block.text).toLowerCase();
      if (block.level === 2) isExample = /^examples?\b/.test(text);
      if (block.level === 2 || isExample) section = text;
    }
    return { block, section, isExample };
  });
}
