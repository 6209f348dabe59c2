// Hosts that are this machine.
import { isIPv4 } from 'node:net';

/**
 * Says whether a host is this machine. Names under `.localhost` are not: musl asks the name server for them.
 * @param host a name, or an address without brackets
 * @returns `true` where nothing leaves the machine
 */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
