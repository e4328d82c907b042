import { Injectable, Logger } from '@nestjs/common';
import { Clock, includesRole, insufficientRole, notFound, type Person, type Role } from '@pocket/access';
import { ProblemException } from '@pocket/problem-details';
import type { EntityManager } from 'typeorm';
import { ulid } from 'ulid';
import type { Membership } from './membership.entity.js';
import { MembershipsRepository } from './memberships.repository.js';
import {
  MemberDto,
  OrganizationDto,
  type AddMemberDto,
  type ChangeMemberDto,
  type CreateOrganizationDto,
} from './organizations.dto.js';
import { OrganizationsRepository } from './organizations.repository.js';

@Injectable()
export class OrganizationsService {
  private readonly logger = new Logger(OrganizationsService.name);

  constructor(
    private readonly organizations: OrganizationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly clock: Clock,
  ) {}

  async create(person: Person, { name }: CreateOrganizationDto): Promise<OrganizationDto> {
    const now = this.clock.now();
    const organization = { id: `org_${ulid(now.getTime())}`, name, createdAt: now };
    await this.organizations.create(organization, {
      organizationId: organization.id,
      userId: person.userId,
      email: person.email ?? null,
      name: person.name ?? null,
      role: 'owner',
      status: 'active',
      createdAt: now,
      updatedAt: now,
    });
    this.logger.log({ msg: 'organization created', organization: organization.id, by: person.userId });
    return OrganizationDto.of(organization, 'owner');
  }

  async list(person: Person): Promise<OrganizationDto[]> {
    const own = await this.organizations.ofPerson(person.userId);
    return own.map(({ organization, role }) => OrganizationDto.of(organization, role));
  }

  async get(person: Person, organizationId: string): Promise<OrganizationDto> {
    const [own] = await this.organizations.ofPerson(person.userId, organizationId);
    if (!own) throw notFound();
    return OrganizationDto.of(own.organization, own.role);
  }

  async members(organizationId: string): Promise<MemberDto[]> {
    return (await this.memberships.all(organizationId)).map((membership) => MemberDto.of(membership));
  }

  addMember(actor: Person, organizationId: string, body: AddMemberDto): Promise<MemberDto> {
    return this.organizations.exclusively(organizationId, async (manager) => {
      const { user_id: userId, role = 'member', email = null, name = null } = body;
      const actorRole = await this.actorRole(manager, actor, organizationId);
      if (role === 'owner') requireOwner(actorRole);
      if (await this.memberships.find(manager, organizationId, userId)) {
        throw new ProblemException('conflict', {
          detail: 'This person has a membership already, whatever its status: change it by PATCH.',
        });
      }
      const now = this.clock.now();
      const membership = { organizationId, userId, email, name, role, status: 'active' as const };
      await this.memberships.add(manager, { ...membership, createdAt: now, updatedAt: now });
      this.logger.log({
        msg: 'member added',
        organization: organizationId,
        user: userId,
        role,
        by: actor.userId,
      });
      return MemberDto.of({ ...membership, updatedAt: now } as Membership);
    });
  }

  changeMember(
    actor: Person,
    organizationId: string,
    userId: string,
    { role, status }: ChangeMemberDto,
  ): Promise<MemberDto> {
    return this.organizations.exclusively(organizationId, async (manager) => {
      const actorRole = await this.actorRole(manager, actor, organizationId);
      const before = await this.memberships.find(manager, organizationId, userId);
      if (!before) throw notFound();
      if (before.role === 'owner' || role === 'owner') requireOwner(actorRole);
      const after: Membership = { ...before, role: role ?? before.role, status: status ?? before.status };
      const wasActiveOwner = isActiveOwner(before);
      if (
        wasActiveOwner &&
        !isActiveOwner(after) &&
        !(await this.memberships.hasOtherActiveOwner(manager, before))
      ) {
        throw new ProblemException('last_owner');
      }
      if (after.role === before.role && after.status === before.status) return MemberDto.of(before);
      after.updatedAt = this.clock.now();
      const { role: newRole, status: newStatus, updatedAt } = after;
      await this.memberships.change(manager, before, { role: newRole, status: newStatus, updatedAt });
      const change = { role: newRole, status: newStatus };
      this.logger.log({
        msg: 'member changed',
        organization: organizationId,
        user: userId,
        ...change,
        by: actor.userId,
      });
      return MemberDto.of(after);
    });
  }

  /** Read again under the lock: the guard's answer may be older than the last change of members. */
  private async actorRole(manager: EntityManager, actor: Person, organizationId: string): Promise<Role> {
    const membership = await this.memberships.find(manager, organizationId, actor.userId);
    if (membership?.status !== 'active') throw notFound();
    if (!includesRole(membership.role, 'admin')) throw insufficientRole('admin');
    return membership.role;
  }
}

function isActiveOwner({ role, status }: Membership): boolean {
  return role === 'owner' && status === 'active';
}

function requireOwner(role: Role): void {
  if (role !== 'owner') throw insufficientRole('owner');
}
