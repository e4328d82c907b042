import { randomBytes } from 'node:crypto';
import { ApiKey } from '@pocket/api-keys';
import { Membership, Organization, OrganizationCreation } from '@pocket/organizations';
import type { DataSource } from 'typeorm';
import { aKey, aMembership, anOrganization } from './data-sources.js';

const batch = 1_000;

/** Puts so many keys into an organization, each a second older than the one before; `change` makes them special. */
export async function insertKeys(
  dataSource: DataSource,
  organizationId: string,
  count: number,
  change: (index: number) => Partial<ApiKey> = () => ({}),
): Promise<string[]> {
  const now = Date.now() - 3_600_000;
  const suffix = organizationId.slice(-14);
  const keys = Array.from({ length: count }, (_, index) => ({
    ...aKey(`key_${suffix}${String(count - index).padStart(8, '0')}`, organizationId),
    createdAt: new Date(now - index * 1_000),
    ...change(index),
  }));
  for (let start = 0; start < count; start += batch)
    await dataSource.manager.insert(ApiKey, keys.slice(start, start + batch));
  return keys.map(({ id }) => id);
}

/** Adds so many members, `user-0` first. */
export async function insertMembers(
  dataSource: DataSource,
  organizationId: string,
  count: number,
): Promise<void> {
  const members = Array.from({ length: count }, (_, index) => ({
    ...aMembership(organizationId, `user-${index}`),
    createdAt: new Date(Date.now() + index),
  }));
  for (let start = 0; start < count; start += batch)
    await dataSource.manager.insert(Membership, members.slice(start, start + batch));
}

/** Makes a person a member, in that role, of so many new organizations, which the person or another has created. */
export async function insertOrganizations(
  dataSource: DataSource,
  userId: string,
  count: number,
  { role = 'owner', createdBy = userId }: { role?: Membership['role']; createdBy?: string } = {},
): Promise<void> {
  const ids = Array.from(
    { length: count },
    (_, index) => `org_${String(index).padStart(6, '0')}${randomBytes(8).toString('hex')}`,
  );
  await dataSource.manager.insert(Organization, ids.map(anOrganization));
  await dataSource.manager.insert(
    OrganizationCreation,
    ids.map((organizationId) => ({ organizationId, userId: createdBy })),
  );
  await dataSource.manager.insert(
    Membership,
    ids.map((id) => ({ ...aMembership(id, userId), role })),
  );
}
