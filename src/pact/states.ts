import { readFileSync } from 'node:fs';
import { ownYaml } from '../bounds/yaml';
import { packageFile } from '../contract/package-root';

/** Whose credentials a replayed request carries. */
export type Caller = 'write' | 'read' | 'as-written';

/** A provider state of the catalogue, `contracts/provider-states.yaml`. */
export type CatalogueState = {
  name: string;
  description: string;
  /** The parameters of the state: any updatable member of the policy, or none. */
  parameters: 'members' | readonly [];
} & ({ sets: 'policy' } | { sets: 'caller'; credentials: Caller });

let catalogue: ReadonlyMap<string, CatalogueState> | undefined;

/** The states that the suite sets up itself, by name. */
export function providerStates(): ReadonlyMap<string, CatalogueState> {
  if (!catalogue) {
    const { states } = ownYaml(readFileSync(packageFile('contracts', 'provider-states.yaml'), 'utf8')) as {
      states: CatalogueState[];
    };
    catalogue = new Map(states.map((state) => [state.name, state]));
  }
  return catalogue;
}
