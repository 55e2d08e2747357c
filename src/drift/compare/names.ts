import { ABSENT, DECLARED, SENTINEL, type OwnStatement, type Statement } from '../statements';

type Own = ReadonlyMap<string, OwnStatement>;

/** Expands a statement on all properties to one for each property. */
export function expanded(statements: readonly Statement[], own: Own): Statement[] {
  return statements.flatMap((statement) => {
    const [before, after] = statement.key.split('.*/');
    if (after === undefined) return [statement];
    return [...own.keys()]
      .filter((key) => key.startsWith(`${before}.`) && key.endsWith(`/${after}`))
      .map((key) => ({ ...statement, key }));
  });
}

/**
 * If one name of a closed list is missing and one unknown name is present, the name was changed: this is one
 * contradiction at the place of the new name, not two.
 */
export function renamed(statements: readonly Statement[], own: Own): Statement[] {
  const names = statements.filter(isName);
  const drop = new Set<Statement>();
  const put = new Map<Statement, Statement>();
  const newNames = new Set<string>();
  for (const [list, ofList] of byList(names)) {
    const change = changeIn(ofList, own);
    if (!change) continue;
    const { gone, come, all } = change;
    for (const each of all) drop.add(each);
    const name = come.key.slice(list.length + 1);
    put.set(gone, { key: gone.key, value: `renamed to ${name}`, place: come.place });
    newNames.add(come.key);
  }
  // Other statements under the new name concern nothing in the slice.
  for (const each of statements) {
    const [kind, name, ...rest] = each.key.split('/');
    if (rest.length > 0 && newNames.has(`${kind}/${name}`)) drop.add(each);
  }
  const strangers = new Set(
    names.filter((each) => isStrange(each, own)).map(({ key }) => key.split('.').pop() as string),
  );
  return statements.flatMap((each) => {
    const instead = put.get(each);
    if (instead) return [instead];
    return drop.has(each) || isOrderOf(strangers, each, own) ? [] : [each];
  });
}

const isName = ({ key }: Statement): boolean => /^(?:property|enum)\/[^/]+$/.test(key) && key.includes('.');

/** The list of a name: a type or an enumeration. */
const listOf = ({ key }: Statement): string => key.replace(/\.[^./]*$/, '');

/** Groups names by list, in their order. A page may have thousands of names. */
function byList(names: readonly Statement[]): Map<string, Statement[]> {
  const lists = new Map<string, Statement[]>();
  for (const each of names) {
    const list = listOf(each);
    const ofList = lists.get(list);
    if (ofList) ofList.push(each);
    else lists.set(list, [each]);
  }
  return lists;
}

const isStrange = ({ key, value }: Statement, own: Own): boolean => value === DECLARED && !own.has(key);

/** The removed name and the added name of a list; undefined unless there is exactly one of each. */
function changeIn(
  names: readonly Statement[],
  own: Own,
): { gone: Statement; come: Statement; all: Statement[] } | undefined {
  // Lists often omit the sentinel; that is not a changed name.
  const missing = names.filter(
    ({ value, key }) => value === ABSENT && own.has(key) && !key.endsWith(`.${SENTINEL}`),
  );
  const strange = names.filter((each) => isStrange(each, own));
  const [gone] = missing;
  const [come] = strange;
  const keys = (of: readonly Statement[]): number => new Set(of.map(({ key }) => key)).size;
  if (!gone || !come || keys(missing) !== 1 || keys(strange) !== 1) return undefined;
  return { gone, come, all: [...missing, ...strange] };
}

/** Whether an order mentions a changed name; the name itself is reported already. */
const isOrderOf = (strangers: ReadonlySet<string>, { key }: Statement, own: Own): boolean =>
  key.startsWith('order/') && !own.has(key) && key.split('/').some((part) => strangers.has(part));
