import { Injectable } from '@nestjs/common';
import { originOf, Clock, includesRole, type Actor, type Person, type Role } from '@pocket/access';
import type { Transaction } from '@pocket/revocation';
import { insufficientRole, notFound, ProblemException } from '@pocket/problem-details';
import { boundCursors, List } from '@pocket/rest';
import { idPattern, isText, parseTime } from '@pocket/validation';
import type { EntityManager } from 'typeorm';
import { ulid } from 'ulid';
import { maximumCreated, maximumMembers, userId as userIdRule } from './fields.js';
import { membershipSubject } from './membership-subject.js';
import type { Membership, MembershipStatus } from './membership.entity.js';
import { MembershipsRepository, type ShownMember } from './memberships.repository.js';
import type { Organization } from './organization.entity.js';
import { OrganizationsRepository } from './organizations.repository.js';

export interface AddMember {
  userId: string;
  /** Default `member`. */
  role?: Role;
  email?: string;
  name?: string;
}

export interface ChangeMember {
  role?: Role;
  status?: MembershipStatus;
}

/** An organization as one of its members sees it. */
export interface OwnOrganization {
  organization: Organization;
  role: Role;
}

const organizationIdForm = idPattern('org');
/** Of organizations, and of members. */
export const usualPage = 100;

/** Organizations and their members. An organization never loses its last active owner, whatever happens at once. */
@Injectable()
export class OrganizationsService {
  constructor(
    private readonly organizations: OrganizationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly clock: Clock,
  ) {}

  /** The person becomes its first owner. Throws `conflict` where the person has created as many as one may. */
  async create(actor: Actor<Person>, { name }: { name: string }): Promise<OwnOrganization> {
    const now = this.clock.now();
    const { userId, email = null, name: personName = null } = actor.principal;
    const organization = { id: `org_${ulid(now.getTime())}`, name, createdAt: now };
    await this.organizations.unitOfWork.run(async ({ manager, logChange }) => {
      if ((await this.organizations.countCreatedBy(manager, userId)) >= maximumCreated)
        throw new ProblemException('conflict', {
          detail: `You have created ${maximumCreated} organizations, as many as one person may.`,
        });
      await this.organizations.add(manager, organization, userId);
      await this.memberships.add(manager, {
        organizationId: organization.id,
        userId,
        email,
        name: personName,
        role: 'owner',
        status: 'active',
        createdAt: now,
        updatedAt: now,
      });
      logChange(lineOf('organization created', actor, organization.id));
    });
    return { organization, role: 'owner' };
  }

  /** Those in which the person is an active member, oldest first. */
  listOf({ userId }: Person): List<OwnOrganization> {
    return new List({
      usual: usualPage,
      read: async (take, after) => (await this.memberships.ofPerson(userId, take, after?.[0])).map(own),
      positionOf: ({ organization }) => [organization.id],
      cursors: boundCursors(['organizations', userId], ([id = '']) => organizationIdForm.test(id)),
    });
  }

  /** Throws `not_found` where the person is no active member. */
  async get({ userId }: Person, organizationId: string): Promise<OwnOrganization> {
    const membership = await this.memberships.ofPersonIn(userId, organizationId);
    if (!membership) throw notFound();
    return own(membership);
  }

  /** All members, whatever their status, oldest first. */
  members(organizationId: string): List<ShownMember> {
    return new List({
      usual: usualPage,
      read: (take, after) => {
        const position = after && ([new Date(after[0]!), after[1]!] as [Date, string]);
        return this.memberships.list(organizationId, { take, after: position });
      },
      positionOf: ({ createdAt, userId }) => [createdAt.toISOString(), userId],
      cursors: boundCursors(
        ['members', organizationId],
        ([time = '', id]) => parseTime(time)?.toISOString() === time && isText(id, userIdRule),
      ),
    });
  }

  /**
   * Throws `conflict` where the person is a member already or there are as many members as there may be, `insufficient_role`
   * where only an owner may.
   */
  addMember(
    actor: Actor<Person>,
    organizationId: string,
    { userId, role = 'member', email, name }: AddMember,
  ): Promise<Membership> {
    return this.organizations.withOrganizationLock(organizationId, async ({ manager, logChange }) => {
      const actorRole = await this.actorRole(manager, actor, organizationId);
      if (role === 'owner') requireOwner(actorRole);
      if (await this.memberships.find(manager, organizationId, userId)) {
        throw new ProblemException('conflict', {
          detail: 'This person has a membership already, whatever its status: change it by PATCH.',
        });
      }
      if ((await this.memberships.count(manager, organizationId)) >= maximumMembers)
        throw new ProblemException('conflict', {
          detail: `The organization has ${maximumMembers} members, removed ones included, as many as it may have.`,
        });
      const now = this.clock.now();
      const times = { createdAt: now, updatedAt: now };
      const profile = { email: email ?? null, name: name ?? null };
      const member = { organizationId, userId, role, status: 'active' as const, ...profile, ...times };
      await this.memberships.add(manager, member);
      logChange(lineOf('member added', actor, organizationId, { user: userId, role }));
      return member as Membership;
    });
  }

  /** Throws `not_found`, `insufficient_role` where only an owner may, `last_owner`. */
  changeMember(
    actor: Actor<Person>,
    organizationId: string,
    userId: string,
    { role, status }: ChangeMember,
  ): Promise<Membership> {
    return this.organizations.withOrganizationLock(organizationId, async (transaction) => {
      const { manager } = transaction;
      const actorRole = await this.actorRole(manager, actor, organizationId);
      const before = await this.memberships.find(manager, organizationId, userId);
      if (!before) throw notFound();
      if (before.role === 'owner' || role === 'owner') requireOwner(actorRole);
      const after = { ...before, role: role ?? before.role, status: status ?? before.status };
      if (isActiveOwner(before) && !isActiveOwner(after)) await this.requireOtherOwner(manager, before);
      if (after.role === before.role && after.status === before.status) return before;
      return this.change(transaction, actor, after);
    });
  }

  private async change(
    { manager, logChange, revoke }: Transaction,
    actor: Actor,
    member: Membership,
  ): Promise<Membership> {
    const changed = { ...member, updatedAt: this.clock.now() };
    await this.memberships.change(manager, changed);
    revoke(membershipSubject(member.organizationId, member.userId));
    const { organizationId, userId: user, role, status } = changed;
    logChange(lineOf('member changed', actor, organizationId, { user, role, status }));
    return changed;
  }

  private async requireOtherOwner(manager: EntityManager, owner: Membership): Promise<void> {
    if (!(await this.memberships.hasOtherActiveOwner(manager, owner)))
      throw new ProblemException('last_owner');
  }

  /** Read again under the lock: the guard's answer may be older than the last change of members. */
  private async actorRole(
    manager: EntityManager,
    { principal }: Actor<Person>,
    organizationId: string,
  ): Promise<Role> {
    const membership = await this.memberships.find(manager, organizationId, principal.userId);
    if (membership?.status !== 'active') throw notFound();
    if (!includesRole(membership.role, 'admin')) throw insufficientRole('admin');
    return membership.role;
  }
}

/** What the log says of a change. */
const lineOf = (msg: string, actor: Actor, organization: string, more: object = {}) => ({
  msg,
  organization,
  ...more,
  ...originOf(actor),
});

const own = ({ organization, role }: Membership): OwnOrganization => ({ organization, role });

function isActiveOwner({ role, status }: Membership): boolean {
  return role === 'owner' && status === 'active';
}

function requireOwner(role: Role): void {
  if (role !== 'owner') throw insufficientRole('owner');
}
