import { UsageError } from '../../usage-error';

/** A document that the user gave: its name and text. */
export interface Document {
  name: string;
  text: string;
}

/** The name of a file without its folders. */
export const baseName = (name: string): string => name.split(/[/\\]/).pop() ?? name;

/** Reads a referenced file, given the document's name and the reference; undefined if it is not available. */
export type Resolve = (from: string, target: string) => Promise<Document | undefined>;

/**
 * The text of a document without a byte order mark.
 * @throws UsageError for binary data and for UTF-16, which contains zeros when read as UTF-8
 */
export function textOf({ name, text }: Document): string {
  if (text.includes('\0')) throw new UsageError(`${name}: it is not text in UTF-8; save it in UTF-8`);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
