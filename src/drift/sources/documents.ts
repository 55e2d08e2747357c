/** A document as it was given: its name and its text. */
export interface Document {
  name: string;
  text: string;
}

/** Reads what a document refers to, by the document's name and the reference; undefined where it can't be had. */
export type Resolve = (from: string, target: string) => Promise<Document | undefined>;
