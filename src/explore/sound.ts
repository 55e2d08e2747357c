import { View, type Bench } from '../checks/view';
import type { Members } from '../exchanges/body';

/** The view of a body before it is sent, which tells whether the client's checks accept it. */
export function viewOfBody(json: Members, bench: Bench): View {
  const exchange = {
    id: 'not sent',
    source: { kind: 'object' },
    observed: {
      authorization: false,
      framing: false,
      trailing: false,
      requestBody: true,
      responseBody: false,
      protocol: false,
    },
    request: {
      method: 'PATCH',
      url: `http://127.0.0.1/v1.0${bench.operation.path}`,
      headers: [['Content-Type', 'application/json']],
      body: { encoding: 'utf8', data: JSON.stringify(json) },
    },
  } as const;
  return View.of(exchange, bench);
}
