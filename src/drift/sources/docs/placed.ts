import { plainText, type Block } from './markdown';

/** A piece of the page of an operation, and under which heading it stands. */
export interface Placed<B extends Block = Block> {
  block: B;
  /** The words of the heading, in small letters. */
  section: string;
  isExample: boolean;
}

/** Whether a piece is a block of a kind. */
export const isOf = <K extends Block['kind']>(
  placed: Placed,
  kind: K,
): placed is Placed<Extract<Block, { kind: K }>> => placed.block.kind === kind;

/** The blocks of a page with their sections; tabs are no sections. */
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
