/** A host that serves, or served, Microsoft Graph. */
export interface GraphHost {
  cloud: 'global' | 'usgov' | 'usgov-dod' | 'china' | 'germany';
  /** Whether requests to it go nowhere any more. */
  closed?: true;
}

/**
 * The roots of Microsoft Graph by cloud.
 * @see https://learn.microsoft.com/graph/deployments
 */
export const GRAPH_HOSTS: Readonly<Record<string, GraphHost>> = {
  'graph.microsoft.com': { cloud: 'global' },
  'graph.microsoft.us': { cloud: 'usgov' },
  'dod-graph.microsoft.us': { cloud: 'usgov-dod' },
  'microsoftgraph.chinacloudapi.cn': { cloud: 'china' },
  // Closed in 2021.
  'graph.microsoft.de': { cloud: 'germany', closed: true },
};

/** The Graph cloud of a host as it stands in a URL, with or without a port; undefined for any other host. */
export const graphHost = (host: string): GraphHost | undefined => {
  if (Object.hasOwn(GRAPH_HOSTS, host)) return GRAPH_HOSTS[host];
  const name = host.replace(/\.?(:\d+)?$/, '');
  return Object.hasOwn(GRAPH_HOSTS, name) ? GRAPH_HOSTS[name] : undefined;
};
