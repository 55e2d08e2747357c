import { behaviourOf } from '../../src/fleet/faults';
import type { Behaviour, Call, Changes } from '../../src/fleet/faults/behaviour';

/** A provider with several faults of the catalogue at once: each does to an answer what it does by itself. */
export function allOf(...ids: string[]): Behaviour {
  const all = ids.map((id) => {
    const behaviour = behaviourOf(id);
    if (!behaviour) throw new Error(`no fault is called ${id}`);
    return behaviour;
  });
  const [wire] = all.flatMap((each) => (each.wire ? [each.wire.bind(each)] : []));
  return {
    async request(call, store) {
      let changes: Changes = {};
      for (const each of all) {
        const instead = (await each.request?.(changed(call, changes), store)) ?? {};
        if (instead instanceof Response) return instead;
        changes = { ...changes, ...instead };
      }
      return changes;
    },
    async response(response, call, store) {
      let answer = response;
      for (const each of all) answer = (await each.response?.(answer, call, store)) ?? answer;
      return answer;
    },
    ...(wire && { wire }),
  };
}

const changed = (call: Call, changes: Changes): Call => ({
  ...call,
  ...changes,
  ...(changes.body !== undefined && { json: JSON.parse(changes.body) as Record<string, unknown> }),
});
