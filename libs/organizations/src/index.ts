export { Membership, membershipStatuses, type MembershipStatus } from './membership.entity.js';
export { Organization } from './organization.entity.js';
export { OrganizationRolesModule, OrganizationsModule } from './organizations.module.js';
export { ApiOrganizationParam } from './organizations.dto.js';
export { OrganizationsRepository } from './organizations.repository.js';
export { OrganizationsService } from './organizations.service.js';
