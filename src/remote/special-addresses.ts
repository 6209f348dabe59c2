// Addresses that no service of the internet has: private networks, this machine, metadata services of clouds.
import { BlockList, isIPv4, isIPv6 } from 'node:net';

type Range = readonly [network: string, prefix: number, what: string];

/**
 * Sources: https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry,
 * with multicast (RFC 5771, RFC 4291) and what is reserved. The metadata services of the clouds are among them (169.254.169.254,
 * 100.100.100.200, 192.0.0.192, fd00:ec2::254, fd20:ce::254), except for Azure's 168.63.129.16:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const ranges4: readonly Range[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'a private network'],
  ['100.64.0.0', 10, 'a network behind the NAT of a carrier'],
  ['127.0.0.0', 8, 'this machine'],
  ['168.63.129.16', 32, 'a service of the cloud for its machines'],
  ['169.254.0.0', 16, 'the local link, where clouds have their metadata'],
  ['172.16.0.0', 12, 'a private network'],
  ['192.0.0.0', 24, 'kept for protocols'],
  ['192.0.2.0', 24, 'kept for documentation'],
  ['192.88.99.0', 24, 'a relay of 6to4'],
  ['192.168.0.0', 16, 'a private network'],
  ['198.18.0.0', 15, 'kept for measurements'],
  ['198.51.100.0', 24, 'kept for documentation'],
  ['203.0.113.0', 24, 'kept for documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
];

/** The first that fits counts. Addresses of the internet are all in 2000::/3. */
const ranges6: readonly Range[] = [
  ['::1', 128, 'this machine'],
  ['::ffff:0:0', 96, 'an IPv4 address in the form of IPv6'],
  ['64:ff9b::', 96, 'an IPv4 address behind NAT64'],
  ['64:ff9b:1::', 48, 'an IPv4 address behind NAT64'],
  ['fc00::', 7, 'a private network'],
  ['fe80::', 10, 'the local link'],
  ['fec0::', 10, 'a private network'],
  ['ff00::', 8, 'multicast'],
  ['2001::', 23, 'kept for protocols, an IPv4 address behind Teredo among them'],
  ['2001:db8::', 32, 'kept for documentation'],
  ['2002::', 16, 'an IPv4 address behind 6to4'],
  ['3fff::', 20, 'kept for documentation'],
  ['::', 3, 'reserved'],
  ['4000::', 2, 'reserved'],
  ['8000::', 1, 'reserved'],
];

/** A list each: of a list of both, node takes every IPv4 address for one in the form of IPv6. */
const lists4 = ranges4.map((range) => blocked(range, 'ipv4'));
const lists6 = ranges6.map((range) => blocked(range, 'ipv6'));

function blocked([network, prefix, what]: Range, family: 'ipv4' | 'ipv6') {
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return { list, what };
}

/**
 * Says what an address is for, where it is none of the internet.
 * @param host an address without brackets, with or without a zone; a name is none
 * @returns `a private network`; `undefined` for an address of the internet, and for a name
 */
export function specialUse(host: string): string | undefined {
  const address = host.replace(/%.*$/, '');
  if (isIPv4(address)) return lists4.find(({ list }) => list.check(address, 'ipv4'))?.what;
  if (isIPv6(address)) return lists6.find(({ list }) => list.check(address, 'ipv6'))?.what;
  return undefined;
}
