import {
  applyDecorators,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { AnyPerson, principalOf, type IncomingCall, type Person } from '@pocket/access';
import { findProvider, ProblemException } from '@pocket/problem-details';
import { MayAnswer } from '@pocket/rest';

/** Who may create organizations over REST, by the `sub` of their tokens; everybody where the application provides none. */
export class OrganizationCreators {
  private readonly subs: ReadonlySet<string>;

  constructor(subs: readonly string[]) {
    this.subs = new Set(subs);
  }

  include({ userId }: Person): boolean {
    return this.subs.has(userId);
  }
}

/** Refuses whoever is not among them. Comes after the guard that knows the caller. */
@Injectable()
class OrganizationCreatorsGuard implements CanActivate {
  constructor(private readonly moduleRef: ModuleRef) {}

  canActivate(context: ExecutionContext): boolean {
    const creators = findProvider(this.moduleRef, OrganizationCreators);
    const caller = principalOf(context.switchToHttp().getRequest<IncomingCall>());
    if (!creators || (caller.kind === 'person' && creators.include(caller))) return true;
    throw new ProblemException('insufficient_role', {
      detail: 'Not everybody may create organizations here: ask whoever operates this service.',
    });
  }
}

/** Any person may call, except where the operator names those who may create organizations. */
export const OrganizationCreator = () =>
  applyDecorators(
    AnyPerson(),
    UseGuards(OrganizationCreatorsGuard),
    MayAnswer('insufficient_role', 'conflict'),
  );
