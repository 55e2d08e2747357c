import { isLoopback } from '../exchanges/loopback';
import { UsageError } from '../usage-error';

/** What a run is permitted to do. Only this type and the gate decide that. */
export interface Permit {
  /** Whether the run may write to hosts other than loopback. */
  allowWrites: boolean;
  /** A run that records its changes and restores the policy: Microsoft's clouds are allowed for it. */
  live?: boolean;
  /** Whether the run sends only reads. */
  readOnly?: boolean;
  /** The option that names the host, for messages. */
  option?: '--provider' | '--target';
}

/** Domains of Microsoft's clouds. */
const MICROSOFT = [
  'microsoft.com',
  'microsoft.us',
  'microsoft.de',
  'chinacloudapi.cn',
  'microsoftonline.com',
  'microsoftonline.us',
  'windows.net',
];

/** Checks every request of a run before it is sent. */
export class Gate {
  constructor(private readonly permit: Permit) {}

  /** @throws UsageError if requests to the URL's host are not permitted */
  admit(url: string): void {
    const { hostname } = new URL(url);
    const host = hostname.toLowerCase().replace(/\.$/, '');
    if (!this.permit.live && isMicrosoft(host)) {
      throw new UsageError(
        `${host} belongs to a Microsoft cloud, and a run changes a tenant's sign-in policy: refused. Point ${this.permit.option ?? '--provider'} at a gateway, simulator or mock.`,
      );
    }
    if (!isLoopback(host) && !this.permit.allowWrites && !this.permit.readOnly) {
      throw new UsageError(
        `${host} is not this machine, and a run writes to the provider: refused. Use --allow-writes if the policy there may be changed.`,
      );
    }
  }
}

/** Whether a hostname belongs to one of Microsoft's clouds. */
export const isMicrosoft = (hostname: string): boolean => {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return MICROSOFT.some((domain) => host === domain || host.endsWith(`.${domain}`));
};
