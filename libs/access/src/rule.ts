import type { Role } from './roles.js';

/** The metadata key of a route's {@link AccessRule}, on its handler or its controller. */
const accessRule = 'pocket:access';

/** Who may call a route. */
export interface AccessRule {
  /** Anyone, without a credential. */
  public?: true;
  /** People: any, or those with at least this role in the organization `:orgId` of the path. */
  people?: 'any' | Role;
  /** Programs whose key has all of these scopes. */
  programs?: {
    scopes: readonly string[];
    /** The handler decides whether the request was a use of the key, and records it. */
    handlerRecordsUse?: true;
  };
  /** Services with a credential of their own, by a guard of their own. */
  services?: true;
  /** The path names no organization, and the handler keeps the organizations of its callers apart. */
  acrossOrganizations?: true;
}

/** The rule that a route's decorators declare; any rule of the handler takes the place of its class's whole rule. */
export function accessRuleOf(handler: object, controller: object): AccessRule | undefined {
  return (
    (Reflect.getMetadata(accessRule, handler) as AccessRule | undefined) ??
    (Reflect.getMetadata(accessRule, controller) as AccessRule | undefined)
  );
}

/** Adds to the rule of a handler or a class; the decorators of this library are made of it. */
export function declareAccess(part: AccessRule): MethodDecorator & ClassDecorator {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    const declared = (descriptor?.value as object | undefined) ?? target;
    const other = Reflect.getOwnMetadata(accessRule, declared) as AccessRule | undefined;
    const programs = (other?.programs || part.programs) && {
      scopes: [...(other?.programs?.scopes ?? []), ...(part.programs?.scopes ?? [])],
      ...((other?.programs?.handlerRecordsUse ?? part.programs?.handlerRecordsUse) && {
        handlerRecordsUse: true as const,
      }),
    };
    const rule: AccessRule = { ...other, ...part, ...(programs && { programs }) };
    if (rule.public && (rule.people || rule.programs || rule.services))
      throw new Error(
        '@Public() lets everyone in: it cannot stand beside @MinimumRole, @AnyPerson or @RequireScopes.',
      );
    Reflect.defineMetadata(accessRule, rule, declared);
  };
}
