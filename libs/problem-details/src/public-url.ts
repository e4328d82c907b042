import type { Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';

/** The address under which callers reach the service; what it answers with is absolute below it, where it is known. */
export class PublicUrl {
  /** `https://keys.example.com`, without a slash at the end; empty: answers name paths only. */
  constructor(readonly base: string = '') {
    if (base && !isOrigin(base))
      throw new Error(
        `The option publicUrl is "${base}": it must be an address such as https://keys.example.com, without a path or a slash at the end.`,
      );
  }

  /** The address of a path such as `/problems/not_found`. */
  of(path: string): string {
    return this.base + path;
  }
}

const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/**
 * The provider of a class, from whichever module of the application has one. Not asked of the application itself, which Nest
 * has log what it does not find.
 */
export function findProvider<T>(
  moduleRef: ModuleRef,
  token: Type<T> | (abstract new () => T),
): T | undefined {
  try {
    return moduleRef.get(token as Type<T>, { strict: false });
  } catch {
    return undefined;
  }
}
