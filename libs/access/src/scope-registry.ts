import { Injectable } from '@nestjs/common';

/** A permission that a key can have, such as `recordings:read`. */
export interface Scope {
  /** `resource:action`, each `[a-z][a-z0-9_-]*` of at most 32 characters. */
  name: string;
  /** One sentence for the admin who chooses it. */
  description: string;
}

/** The scopes of the Pocket API itself; always registered, and first. */
export const pocketScopes: readonly Scope[] = [
  { name: 'recordings:read', description: 'List and view recordings' },
  { name: 'recordings:write', description: 'Create, update, and delete recordings' },
  { name: 'templates:read', description: 'List and view templates' },
  { name: 'templates:write', description: 'Create, update, and delete templates' },
];

/** `resource:action`, each of 32 characters at most. */
export const scopeNamePattern = /^[a-z][a-z0-9_-]{0,31}:[a-z][a-z0-9_-]{0,31}$/;

/** Every scope that this process knows, in the order of registration. */
@Injectable()
export class ScopeRegistry {
  private readonly scopes = new Map(pocketScopes.map((scope) => [scope.name, scope]));

  /** Adds scopes; the same name twice keeps the first. Throws on a name that is not `resource:action`. */
  register(scopes: readonly Scope[]): void {
    for (const scope of scopes) {
      if (!scopeNamePattern.test(scope.name)) {
        throw new Error(`Scope "${scope.name}" is not of the form resource:action, such as recordings:read.`);
      }
      if (!this.scopes.has(scope.name)) this.scopes.set(scope.name, scope);
    }
  }

  has(name: string): boolean {
    return this.scopes.has(name);
  }

  /** All scopes, in the registry's order. */
  all(): Scope[] {
    return [...this.scopes.values()];
  }

  /** The given names without duplicates, in the registry's order. */
  inOrder(names: readonly string[]): string[] {
    return [...this.scopes.keys()].filter((name) => names.includes(name));
  }
}
