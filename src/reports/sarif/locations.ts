import type { Register } from '../../contract/register/register';
import type { NamedExchange } from '../../results/report';
import { visible } from '../../results/visible';
import { placeOfRow } from '../register/lines';
import { PACKAGE, SOURCES, type Json } from './log';

/** A line of a file that the user named. */
export const inSources = (file: string, line: number): Json => ({
  artifactLocation: locationOf(file),
  region: { startLine: line },
});

/** A row in the register of its operation. */
export function inRegister({ operation }: Register, id: string): Json {
  const { file, line } = placeOfRow(operation, id);
  return { artifactLocation: { uri: file, uriBaseId: PACKAGE }, region: { startLine: line } };
}

/** A path of this system or a URL as the reference of an artifact. */
function locationOf(file: string): Json {
  if (/^https?:\/\//i.test(file)) return { uri: uriOf(visible(file)) };
  const segments = file.split(/[/\\]/).map((segment) => encodeURIComponent(visible(segment)));
  if (/^[a-z]:[/\\]/i.test(file))
    return { uri: `file:///${[file.slice(0, 2), ...segments.slice(1)].join('/')}` };
  if (/^[/\\]/.test(file)) return { uri: `file://${segments.join('/')}` };
  return { uri: segments.join('/'), uriBaseId: SOURCES };
}

/** What isn't allowed in a URI, percent-encoded; what is encoded already stays. */
const uriOf = (url: string): string => encodeURI(url).replace(/%25(?=[0-9A-F]{2})/gi, '%');

/** What a result is of, beside a place in a file: the request, and the member of it. */
export function logical(exchange: NamedExchange | undefined, pointer: string | null): Json {
  const locations = [
    ...(exchange
      ? [{ fullyQualifiedName: visible(`${exchange.method} ${exchange.url}`), kind: 'resource' }]
      : []),
    ...(pointer === null || pointer === '' ? [] : [{ fullyQualifiedName: visible(pointer), kind: 'member' }]),
  ];
  return locations.length === 0 ? {} : { logicalLocations: locations };
}
