export { Membership, membershipStatuses, type MembershipStatus } from './membership.entity.js';
export { organizationMigrations } from './migrations/index.js';
export { OrganizationCreation } from './organization-creation.entity.js';
export { OrganizationCreators } from './organization-creators.js';
export { Organization } from './organization.entity.js';
export { ApiOrganizationParam } from './organizations.dto.js';
export {
  organizationEntities,
  OrganizationRolesModule,
  OrganizationsModule,
  type OrganizationRoutesOptions,
  type OrganizationsOptions,
} from './organizations.module.js';
export { OrganizationsRepository } from './organizations.repository.js';
export {
  OrganizationsService,
  type AddMember,
  type ChangeMember,
  type OwnOrganization,
} from './organizations.service.js';
