import { versionIn } from '../../graph-paths';
import { saysIn, type Says } from '../../statements';
import type { Subject } from '../../subject';
import { plainText, type Block, type Heading, type Page } from './markdown';

/** A documentation page, read for the operation of a subject. */
export interface DocPage {
  /** The name that the user gave it. */
  name: string;
  blocks: readonly Block[];
  title: string;
  titleLine: number;
  /** Whether it is a page of an operation as the repository has it, and no excerpt. */
  isWhole: boolean;
  /** The page's version of Graph, if it states one. */
  version: string | undefined;
  subject: Subject;
  says: Says;
}

/** A page with the context that its readers need. */
export function docPage(name: string, { blocks, matter }: Page, subject: Subject): DocPage {
  const heading = blocks.find((block): block is Heading => block.kind === 'heading' && block.level === 1);
  return {
    name,
    blocks,
    title: plainText(heading?.text ?? matter['title'] ?? ''),
    titleLine: heading?.line ?? 1,
    isWhole: matter['doc_type'] === 'apiPageType',
    version: versionOf(name, blocks),
    subject,
    says: saysIn(name),
  };
}

const REQUEST_LINE = /^(?:GET|PATCH|PUT|POST|DELETE)\s+(\S+)/m;

/** The version in the URLs of the example requests, or otherwise in the file name, as in the repository. */
function versionOf(name: string, blocks: readonly Block[]): string | undefined {
  for (const block of blocks) {
    if (block.kind !== 'code') continue;
    const [, url = ''] = REQUEST_LINE.exec(block.text) ?? [];
    const version = versionIn(url);
    if (version !== undefined) return version;
  }
  return /(?:^|[/\\-])(v\d+\.\d+|beta)(?=[/\\-])/i.exec(name)?.[1]?.toLowerCase();
}

/** Methods by the verbs of titles and of links to them. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ['update', 'PATCH'],
  ['get', 'GET'],
  ['read', 'GET'],
  ['delete', 'DELETE'],
  ['reset', 'DELETE'],
]);

/** The method for a verb in a title, link or file name. */
export const methodOfVerb = (verb: string): string | undefined => VERBS.get(verb.toLowerCase());
