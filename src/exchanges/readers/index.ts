import { defaultOperation } from '../../contract/operation';
import { wantedOf, type Wanted } from '../wanted';
import { binaryIn } from './binary';
import { Pieces } from './pieces';
import { Problems } from './problems';
import { Reader } from './reader';
import type { Format, Sink } from './sink';
import type { Source } from './source';

export { ANOTHER, type Format, type Sink } from './sink';

/**
 * Reads the exchanges of a source: HARs, Pacts, lines of NDJSON and of records of ours, one behind the other and
 * between whatever else, each told by what only it has. What is none of them is named. A HAR and NDJSON are
 * streamed, so that memory does not grow with them.
 * @param prefix goes before the ids of exchanges that have none of their own
 * @param wanted what is of other operations is passed over
 * @returns the format of the first that was read; undefined where nothing was, of which a problem tells
 */
export async function readSource(
  source: Source,
  prefix: string,
  sink: Sink,
  wanted: Wanted = wantedOf([defaultOperation()]),
): Promise<Format | undefined> {
  const problems = new Problems((...problem) => sink.problem(...problem));
  const isRecoded = (): boolean => source.charset?.() !== undefined;
  const reader = new Reader({ name: source.name, prefix, sink, wanted, problems, isRecoded });
  const pieces = new Pieces((piece) => reader.take(piece));
  const chunks = source.chunks[Symbol.asyncIterator]();
  let bytes = 0;
  let failure: string | undefined;
  try {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      const binary = bytes === 0 ? binaryIn(next.value) : undefined;
      bytes += next.value.length;
      if (binary !== undefined) {
        problems.add(binary);
        break;
      }
      pieces.push(next.value);
      if (reader.isLost) break;
    }
  } catch (error) {
    failure = `it cannot be read to its end: ${reasonOf(error)}`;
  } finally {
    await chunks.return?.();
  }
  // What was read until then stands.
  pieces.end();
  reader.end();
  if (reader.empty && failure === undefined && !problems.any) sink.problem('it is empty', undefined, 0);
  problems.end(reader.values.format !== undefined);
  if (failure !== undefined) sink.problem(failure);
  return reader.values.format;
}

const reasonOf = (error: unknown): string => (error as Error).message;
