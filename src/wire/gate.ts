import { isIP } from 'node:net';
import { UsageError } from '../usage-error';

/** What a run may do; the one place that says so. */
export interface Permit {
  /** Writes to hosts that are not loopback. */
  allowWrites: boolean;
  /** A run that writes down what it changes, and puts it back: Microsoft's clouds are open to it. */
  live?: boolean;
  /** Nothing but reads is sent. */
  readOnly?: boolean;
  /** The option that names the host, for messages. */
  option?: '--provider' | '--target';
}

/** Domains that Microsoft's clouds answer under. */
const MICROSOFT = [
  'microsoft.com',
  'microsoft.us',
  'microsoft.de',
  'chinacloudapi.cn',
  'microsoftonline.com',
  'microsoftonline.us',
  'windows.net',
];

/** The gate that every request of a run passes, whatever sends it. */
export class Gate {
  constructor(private readonly permit: Permit) {}

  /** @throws UsageError where the URL's host may not be sent to */
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

/** Whether a hostname is of one of Microsoft's clouds. */
export const isMicrosoft = (hostname: string): boolean => {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return MICROSOFT.some((domain) => host === domain || host.endsWith(`.${domain}`));
};

/** Whether a URL's hostname (brackets around IPv6 and all) names this machine, without asking the DNS. */
export function isLoopback(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || /^::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}$/.test(host);
}
