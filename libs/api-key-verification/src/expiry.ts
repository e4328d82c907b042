/** A key is dead from `expiresAt` on, to the millisecond; `null`: never. */
export function isExpired(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() <= now.getTime();
}
