import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule, OrganizationRoles } from '@pocket/access';
import { requireSupportedDataSource } from '@pocket/database';
import { RestModule } from '@pocket/rest';
import type { DataSource } from 'typeorm';
import { MembershipRoles } from './membership-roles.js';
import { Membership } from './membership.entity.js';
import { MembershipsRepository } from './memberships.repository.js';
import { OrganizationCreation } from './organization-creation.entity.js';
import { OrganizationCreators } from './organization-creators.js';
import { Organization } from './organization.entity.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsService } from './organizations.service.js';

/** What {@link OrganizationRolesModule} is told. */
export interface OrganizationsOptions {
  /** The name of the TypeORM DataSource, where it is not the default one. */
  dataSource?: string;
}

/** What the module with the routes is told. */
export interface OrganizationRoutesOptions extends OrganizationsOptions {
  /** The persons, by the `sub` of their tokens, who may create organizations over REST. Default: everybody. */
  creators?: readonly string[];
}

/** The DataSource of organizations. */
const DATA_SOURCE = Symbol('DATA_SOURCE');
/** For the option `entities` of the DataSource; one with `autoLoadEntities` has them by itself. */
export const organizationEntities = [Organization, Membership, OrganizationCreation];

/**
 * Answers `@MinimumRole` from the memberships; what another service on the same database imports so that
 * people can call it. Needs a TypeORM DataSource, but no entity in it.
 */
@Module({ imports: [AccessModule], exports: [OrganizationRoles] })
export class OrganizationRolesModule {
  static forRoot({ dataSource }: OrganizationsOptions = {}): DynamicModule {
    return {
      module: OrganizationRolesModule,
      providers: [
        {
          provide: OrganizationRoles,
          inject: [getDataSourceToken(dataSource)],
          useFactory: (source: DataSource) => new MembershipRoles(source),
        },
      ],
    };
  }
}

/** One module for each DataSource: two importers of the same one must not register its routes twice. */
const modules = new Map<string | undefined, DynamicModule>();

/** Organizations and their members, with their REST routes. */
@Module({
  imports: [AccessModule, RestModule],
  controllers: [OrganizationsController],
  providers: [
    {
      provide: MembershipsRepository,
      inject: [DATA_SOURCE],
      useFactory: (source: DataSource) => new MembershipsRepository(source),
    },
    {
      provide: OrganizationsRepository,
      inject: [DATA_SOURCE],
      useFactory: (source: DataSource) => new OrganizationsRepository(source),
    },
    OrganizationsService,
  ],
  exports: [OrganizationRolesModule, OrganizationsService, OrganizationsRepository],
})
export class OrganizationsModule implements OnModuleInit {
  constructor(@Inject(DATA_SOURCE) private readonly dataSource: DataSource) {}

  static forRoot({ dataSource, creators }: OrganizationRoutesOptions = {}): DynamicModule {
    const module = modules.get(dataSource) ?? {
      module: OrganizationsModule,
      imports: [
        TypeOrmModule.forFeature(organizationEntities, dataSource),
        OrganizationRolesModule.forRoot({ dataSource }),
      ],
      providers: [{ provide: DATA_SOURCE, useExisting: getDataSourceToken(dataSource) }],
    };
    modules.set(dataSource, module);
    if (!creators) return module;
    const restriction = { provide: OrganizationCreators, useValue: new OrganizationCreators(creators) };
    return { ...module, providers: [...module.providers!, restriction] };
  }

  onModuleInit(): void {
    requireSupportedDataSource(this.dataSource, OrganizationsModule.name, organizationEntities);
  }
}
