import { Global, Module } from '@nestjs/common';
import { AccessModule, OrganizationRoles } from '@pocket/access';
import { MembershipRoles } from './membership-roles.js';
import { MembershipsRepository } from './memberships.repository.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsService } from './organizations.service.js';

/**
 * Answers `@MinimumRole` from the memberships; what another service on the same database imports so that
 * people can call it. Needs a TypeORM DataSource, but no entity in it.
 */
@Global()
@Module({
  imports: [AccessModule],
  providers: [MembershipsRepository, { provide: OrganizationRoles, useClass: MembershipRoles }],
  exports: [OrganizationRoles, MembershipsRepository],
})
export class OrganizationRolesModule {}

/** Organizations and their members, with their REST routes. */
@Module({
  imports: [OrganizationRolesModule],
  controllers: [OrganizationsController],
  providers: [OrganizationsService, OrganizationsRepository],
  exports: [OrganizationsService, OrganizationsRepository],
})
export class OrganizationsModule {}
