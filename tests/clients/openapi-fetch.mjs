// openapi-fetch: a client made from the slice's paths at compile time, and over fetch at run time.
import createClient from 'openapi-fetch';
import { bodyOf, pathOf } from './intents.mjs';

export function client({ root, token }) {
  const graph = createClient({ baseUrl: root, headers: { Authorization: `Bearer ${token}` } });
  return {
    async update(intent) {
      const { response, data, error } = await graph.PATCH(pathOf(intent), {
        body: bodyOf(intent),
        parseAs: 'text',
      });
      if (!response.ok) throw new Error(`${response.status} ${error}`);
      return data ? JSON.parse(data) : undefined;
    },
  };
}
