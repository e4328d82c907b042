import { isIP, isIPv6 } from 'node:net';
import { Address6 } from 'ip-address';

/** The parts of an Express or Fastify request that say where it comes from. */
export interface AddressedRequest {
  /** What the application makes of the connection and of the proxies that it trusts. */
  ip?: string;
  socket?: { remoteAddress?: string };
}

/**
 * The address of the client, IPv4 in its own form also where it comes by IPv6; empty once the connection is closed. What a
 * trusted proxy passes on and is no address is not believed.
 */
export function clientAddress({ ip, socket }: AddressedRequest): string {
  const address = ip !== undefined && isIP(ip) ? ip : (socket?.remoteAddress ?? '');
  if (!isVersion6(address) || !/^[0:]*:ffff:/i.test(address)) return address;
  const parsed = new Address6(address);
  return parsed.isMapped4() ? parsed.to4().correctForm() : address;
}

/** What is counted as one client: an IPv4 address, or the /64 of an IPv6 address, all of which one client may use. */
export function networkOf(address: string): string {
  if (!isVersion6(address)) return address;
  return new Address6(`${address.split('%', 1)[0]}/64`).startAddress().correctForm();
}

/** Node's pattern takes as long as the rest of what is done with an address, and most have no colon. */
const isVersion6 = (address: string) => address.includes(':') && isIPv6(address);
