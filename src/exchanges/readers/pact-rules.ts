import { LIMITS, raising } from '../../bounds/limits';
import { isMembers } from '../body';
import { Unreadable } from './message';

/** A matching rule: what part of the response it is about, the path in there, and whether it demands the value itself. */
interface Rule {
  part: string;
  path: string[];
  fixed: boolean;
}

/** What rules say of a place in the body and of those below it, by the next name of their paths. */
interface Node {
  fixed?: boolean;
  below: Map<string, Node>;
}

const nodeOf = (): Node => ({ below: new Map() });

/**
 * The matching rules of a response: whether a place demands its value, or one of its kind. Those of the body are a
 * tree, so that each place looks at those alone that lead to it.
 * @see https://github.com/pact-foundation/pact-specification/tree/version-4
 */
export class MatchingRules {
  readonly fixesStatus: boolean;
  private readonly headers: ReadonlySet<string>;
  private readonly body = nodeOf();
  /** How many nodes of the tree may still be looked at. */
  private left = LIMITS.matched;

  constructor(written: unknown) {
    const rules = rulesOf(written);
    this.fixesStatus = !rules.some(({ part }) => part === 'status');
    this.headers = new Set(
      rules.filter(({ part }) => part === 'header').map(({ path }) => path[0]?.toLowerCase() ?? ''),
    );
    for (const { part, path, fixed } of rules) if (part === 'body') this.plant(path, fixed);
  }

  fixesHeader(name: string): boolean {
    return !this.headers.has(name.toLowerCase());
  }

  /**
   * Whether a place of the body demands its value: the rule that is nearest above it decides, and without one it does.
   * @throws Unreadable where the rules lead to so many places that it would not end
   */
  fixes(path: readonly string[]): boolean {
    let nearest = this.body.fixed;
    let nodes: Node[] = [this.body];
    for (const name of path) {
      const next: Node[] = [];
      for (const { below } of nodes)
        for (const way of name === '*' ? [name] : [name, '*']) {
          const node = below.get(way);
          if (node) next.push(node);
        }
      if (next.length === 0) break;
      this.left -= next.length;
      if (this.left < 0)
        throw new Unreadable(
          `its matching rules lead to more places than are looked at; ${raising('matched')}`,
        );
      nodes = next;
      nearest = next.find(({ fixed }) => fixed !== undefined)?.fixed ?? nearest;
    }
    return nearest ?? true;
  }

  /** Of several rules for one path the first counts. */
  private plant(path: readonly string[], fixed: boolean): void {
    let node = this.body;
    for (const name of path) {
      let next = node.below.get(name);
      if (!next) node.below.set(name, (next = nodeOf()));
      node = next;
    }
    node.fixed ??= fixed;
  }
}

/** Version 2 writes `$.body.x` and `$.headers.X` at the top; later ones sort by part, and name a list of matchers. */
function rulesOf(rules: unknown): Rule[] {
  if (!isMembers(rules)) return [];
  if (Object.keys(rules).some((name) => name.startsWith('$'))) {
    return Object.entries(rules).map(([path, rule]) => {
      const [part = '', ...rest] = pathOf(path);
      return { part: part === 'headers' ? 'header' : part, path: rest, fixed: demandsEquality([rule]) };
    });
  }
  return Object.entries(rules).flatMap(([part, entries]): Rule[] => {
    if (!isMembers(entries)) return [];
    // The status has one list of matchers, and no paths.
    if (Array.isArray(entries['matchers']))
      return demandsEquality(entries['matchers']) ? [] : [{ part, path: [], fixed: false }];
    return Object.entries(entries).map(([path, rule]) => ({
      part,
      path: part === 'header' ? [path.replace(/\[\d+\]$/, '')] : pathOf(path),
      fixed: demandsEquality(
        isMembers(rule) && Array.isArray(rule['matchers']) ? (rule['matchers'] as unknown[]) : [],
      ),
    }));
  });
}

const demandsEquality = (matchers: readonly unknown[]): boolean =>
  matchers.length > 0 && matchers.every((matcher) => isMembers(matcher) && matcher['match'] === 'equality');

/** `$.error['request-id'][0]` as the names in it. */
const pathOf = (path: string): string[] =>
  [...path.matchAll(/\['([^']*)'\]|\["([^"]*)"\]|\[(\d+|\*)\]|\.?([^.[\]$]+)/g)].map(
    ([, single, double, index, plain]) => single ?? double ?? index ?? plain ?? '',
  );
