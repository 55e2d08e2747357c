import { styleText } from 'node:util';
import type { Outcome, Verdict } from '../results/report';
import { wrap } from './wrap';

/** How texts reach a terminal. */
export interface Terminal {
  /** In the colours of an outcome or a verdict, where colours are asked for. */
  paint(text: string, as: Outcome | Verdict): string;
  /**
   * Folded at the width of the terminal.
   * @param indent blanks before every line but the first
   */
  fold(text: string, indent?: number): string[];
}

export const terminalOf = ({ color, width }: { color: boolean; width: number }): Terminal => ({
  paint: color ? painted : (text) => text,
  fold: (text, indent = 0) => wrap(text, width, indent),
});

/** Colour whatever the stream: whether there is any is said by who calls. */
export function painted(text: string, as: Outcome | Verdict): string {
  return styleText(COLORS[as], text, { validateStream: false });
}

const COLORS: Record<Outcome | Verdict, Parameters<typeof styleText>[0]> = {
  error: ['bold', 'magenta'],
  violates: ['bold', 'red'],
  untestable: ['bold', 'magenta'],
  incomplete: ['bold', 'magenta'],
  waived: 'cyan',
  deviates: 'yellow',
  informational: 'blue',
  conforms: ['bold', 'green'],
  'not-exercised': 'gray',
  'not-applicable': 'gray',
};
