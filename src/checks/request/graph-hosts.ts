/** What is known of a host that serves, or served, Microsoft Graph. */
export interface GraphHost {
  cloud: 'global' | 'usgov' | 'usgov-dod' | 'china' | 'germany';
  /** Versions under which the cloud offers the operation. */
  offers: readonly string[];
}

/**
 * The roots of Microsoft Graph by cloud.
 * @see https://learn.microsoft.com/graph/deployments
 */
export const GRAPH_HOSTS: Readonly<Record<string, GraphHost>> = {
  'graph.microsoft.com': { cloud: 'global', offers: ['v1.0', 'beta'] },
  'graph.microsoft.us': { cloud: 'usgov', offers: ['v1.0', 'beta'] },
  'dod-graph.microsoft.us': { cloud: 'usgov-dod', offers: ['v1.0', 'beta'] },
  // The update page leaves China out of its table of clouds; the beta page does not.
  'microsoftgraph.chinacloudapi.cn': { cloud: 'china', offers: ['beta'] },
  // Closed in 2021: requests to it go nowhere.
  'graph.microsoft.de': { cloud: 'germany', offers: [] },
};

/** The Graph cloud of a host as it stands in a URL, with or without a port; undefined for any other host. */
export const graphHost = (host: string): GraphHost | undefined => {
  const name = host.replace(/\.?(:\d+)?$/, '');
  return Object.hasOwn(GRAPH_HOSTS, name) ? GRAPH_HOSTS[name] : undefined;
};
