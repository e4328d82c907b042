import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Role } from './roles.js';

/** Metadata keys; plain strings, so that a library that must not import this one can still declare a rule. */
export const accessMetadata = {
  /** `'public'`, `'person'` or `'service'` */
  kind: 'pocket:access',
  minimumRole: 'pocket:minimum-role',
  scopes: 'pocket:scopes',
  /** Set where the handler itself decides whether a key was used. */
  countedByHandler: 'pocket:counted-by-handler',
} as const;

/** Who may call a route; nothing declared = nobody. */
export interface AccessRule {
  /** `public`: anyone, without a credential. `person`: any person with a valid token. `service`: see api-keys. */
  kind?: 'public' | 'person' | 'service';
  /** People need at least this role in the organization of the path. */
  minimumRole?: Role;
  /** Programs need all of these scopes. */
  scopes?: readonly string[];
}

/** The rule that a route's decorators declare; any rule of the handler takes the place of its class's whole rule. */
export function accessRuleOf(
  reflector: Reflector,
  context: Pick<ExecutionContext, 'getHandler' | 'getClass'>,
): AccessRule {
  const ruleOf = (
    target: ReturnType<typeof context.getHandler> | ReturnType<typeof context.getClass>,
  ): AccessRule => ({
    kind: reflector.get<AccessRule['kind']>(accessMetadata.kind, target),
    minimumRole: reflector.get<Role | undefined>(accessMetadata.minimumRole, target),
    scopes: reflector.get<readonly string[] | undefined>(accessMetadata.scopes, target),
  });
  const own = ruleOf(context.getHandler());
  return isDeclared(own) ? own : ruleOf(context.getClass());
}

/** Whether anything is declared at all. */
export function isDeclared(rule: AccessRule): boolean {
  return rule.kind !== undefined || rule.minimumRole !== undefined || rule.scopes !== undefined;
}
