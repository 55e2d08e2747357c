import { isSuccess } from '../../contract/answers';
import type { View } from '../../checks/view';
import { isMembers } from '../../exchanges/body';

/** What a planned run sent, in order: sequences that show a breach again are taken from it. */
export class Sent {
  private readonly views: View[] = [];
  private readonly places = new Map<string, number>();

  /** Whether any update was answered as the success of one is. */
  isAnyUpdateDone = false;

  add(view: View): void {
    this.places.set(view.exchange.id, this.views.length);
    this.views.push(view);
    this.isAnyUpdateDone ||= view.intent === 'update' && isSuccess(view.operation.success, view.status);
  }

  /** The place of the last write before a place that made a member what it was: an update with it, or a revert. */
  storedBy(member: string, place: number): number | undefined {
    for (let at = place - 1; at >= 0; at -= 1) {
      const view = this.at(at);
      if (view.succeeded && (view.intent === 'reset' || (view.intent === 'update' && member in view.members)))
        return at;
    }
    return undefined;
  }

  /** The place of the first of the writes that a read shows: behind the read before it in its scenario. */
  beginOf(place: number): number {
    const { scenario } = this.at(place).exchange.context ?? {};
    let begin = place;
    for (let at = place - 1; at >= 0; at -= 1) {
      const { context } = this.at(at).exchange;
      if (
        context?.scenario !== scenario ||
        (context?.settled && context.step !== this.at(place).exchange.context?.step)
      )
        break;
      begin = at;
    }
    return begin;
  }

  /** The read of the same scenario whose policy an update sends back; undefined for any other request. */
  sentBackBy(view: View): View | undefined {
    const place = this.placeOf(view.exchange.id);
    if (place === undefined || view.intent !== 'update') return undefined;
    const { scenario } = view.exchange.context ?? {};
    for (let at = place - 1; at >= 0 && this.at(at).exchange.context?.scenario === scenario; at -= 1)
      if (this.at(at).policy) return isSentBack(this.at(at), view) ? this.at(at) : undefined;
    return undefined;
  }

  /** The place of an exchange, or of the batch that it travelled in; undefined for one that was not sent. */
  placeOf(id: string): number | undefined {
    return this.places.get(id) ?? this.places.get(id.split('/', 1)[0] as string);
  }

  at(place: number): View {
    return this.views[place] as View;
  }

  /** The exchanges from one place to another one, both included. */
  between(first: number, last: number): readonly View[] {
    return this.views.slice(first, last + 1);
  }

  /** The place of the last update, at a place or before it, that sets a whole known state. */
  knownAt(place: number): number | undefined {
    for (let at = place; at >= 0; at -= 1) if (setsKnownState(this.at(at))) return at;
    return undefined;
  }

  /** The place of the last update before one that sets a known state, which sets another one. */
  knownBefore(place: number): number | undefined {
    const { body } = this.at(place).exchange.request;
    for (let at = place - 1; at >= 0; at -= 1)
      if (setsKnownState(this.at(at)) && this.at(at).exchange.request.body?.data !== body?.data) return at;
    return undefined;
  }

  /** The place of the last write before a place that may have changed something. */
  writeBefore(place: number): number | undefined {
    for (let at = place - 1; at >= 0; at -= 1)
      if (this.at(at).intent !== 'read' && !this.at(at).refused) return at;
    return undefined;
  }
}

/** Whether an update sends what a read answered, but for what no page says that an update may set. */
export function isSentBack(read: View, { exchange, operation }: View): boolean {
  const { policy } = read;
  const sent = exchange.request.body?.data;
  if (!policy || sent === undefined) return false;
  return (
    sent === read.exchange.response?.body?.data ||
    (operation.setsSilent(policy) && sent === JSON.stringify(operation.withoutSilent(policy)))
  );
}

/** Whether an update sets every member that the known states have, and may be expected to be carried out. */
export function setsKnownState(view: View): boolean {
  const { operation, members, exchange } = view;
  if (view.intent !== 'update' || exchange.context?.superseded || !isMembers(members)) return false;
  return Object.keys(operation.states.A).every((name) => name in members) && view.conforms;
}
