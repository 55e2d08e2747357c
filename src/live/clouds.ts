import type { Operation } from '../contract/operation';
import { UsageError } from '../usage-error';

/** A cloud of Microsoft's. */
export interface Cloud {
  name: string;
  /** Scheme and host of Graph. */
  graph: string;
  /** Who issues its tokens. */
  authority: string;
}

/** The clouds, by the name that `--cloud` takes. @see https://learn.microsoft.com/graph/deployments */
const CLOUDS: readonly Cloud[] = [
  { name: 'global', graph: 'https://graph.microsoft.com', authority: 'https://login.microsoftonline.com' },
  { name: 'usgov', graph: 'https://graph.microsoft.us', authority: 'https://login.microsoftonline.us' },
  {
    name: 'usgov-dod',
    graph: 'https://dod-graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
  },
  {
    name: 'china',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
  },
];

export const CLOUD_NAMES = CLOUDS.map(({ name }) => name);

/**
 * @param operation what is going to be asked of it; absent where that is no matter
 * @throws UsageError for a cloud that does not have the operation
 */
export function cloudNamed(name: string, operation?: Operation): Cloud & { root: string; scope: string } {
  const cloud = CLOUDS.find((each) => each.name === name) as Cloud;
  if (operation && !operation.isOffered(name, 'v1.0'))
    throw new UsageError(`--cloud ${name}: the operation is not in v1.0 of this cloud; name another cloud`);
  return { ...cloud, root: `${cloud.graph}/v1.0`, scope: `${cloud.graph}/.default` };
}

/** The cloud that a URL belongs to. */
export const cloudOf = (url: URL): Cloud | undefined => CLOUDS.find(({ graph }) => graph === url.origin);
