import { isIP } from 'node:net';
import { Address4, Address6 } from 'ip-address';
import { listOf } from './variables.js';

/** So many proxies before the service, or the addresses and networks (CIDR) of them. */
export type TrustedProxies = number | string[];

export const trustedProxiesForm =
  'the number of proxies from 1 to 32, or comma-separated addresses and networks of them such as 10.0.0.0/8, none wider than /8 (IPv6 /16)';

export function trustedProxies(text: string): TrustedProxies | undefined {
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= 32 ? Number(text) : undefined;
  const networks = listOf(text);
  return networks.length > 0 && networks.every(isNarrow) ? networks : undefined;
}

/** Whoever is in a network that is trusted may claim any address, so none may be as wide as the internet. */
function isNarrow(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return false;
  if (version === 4) return Address4.isValid(text) && new Address4(text).subnetMask >= 8;
  if (!Address6.isValid(text)) return false;
  const network = new Address6(text);
  // An IPv4 client matches the IPv6 networks that hold its mapped form, ::ffff:a.b.c.d.
  const holdsIpv4 = network.isInSubnet(mappedIpv4) || mappedIpv4.isInSubnet(network);
  return network.subnetMask >= (holdsIpv4 ? 96 + 8 : 16);
}

const mappedIpv4 = new Address6('::ffff:0:0/96');
