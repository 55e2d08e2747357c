import { UsageError } from '../../usage-error';

/** A document as it was given: its name and its text. */
export interface Document {
  name: string;
  text: string;
}

/** The name of a file without its folders. */
export const baseName = (name: string): string => name.split(/[/\\]/).pop() ?? name;

/** Reads what a document refers to, by the document's name and the reference; undefined where it can't be had. */
export type Resolve = (from: string, target: string) => Promise<Document | undefined>;

/**
 * The text of a document, without a mark at its beginning.
 * @throws UsageError for bytes that are no text, and for UTF-16: read as UTF-8 it is full of zeros
 */
export function textOf({ name, text }: Document): string {
  if (text.includes('\0')) throw new UsageError(`${name}: it is not text in UTF-8; save it in UTF-8`);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
