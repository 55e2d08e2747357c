/** Who ended a client's connection before the answer. */
export type Ending = 'client' | 'request' | 'slow' | 'chaos' | 'run';

export const ENDINGS: Record<Ending, string> = {
  client: 'the client closed the connection',
  request: 'the client sent what is not HTTP/1.1',
  slow: 'the client took too long',
  chaos: 'the connection was cut',
  run: 'the run ended',
};
