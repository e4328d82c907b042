import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ProblemException } from '@pocket/problem-details';
import { isInheritedName, readJsonObject } from './json-body.js';
import { errorsOf, limited, pointerTo, unknownField } from './problem-errors.js';

/** Reads a body as JSON and checks bodies and queries against their DTO; every fault is named by JSON pointer. Forms pass as they are. */
export class JsonBodyPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (found) => new ProblemException('validation_failed', { errors: errorsOf(found) }),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom' || metadata.type === 'param') return value;
    const isForm = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
    if (metadata.type === 'body' && isForm) return value;
    const input =
      metadata.type === 'body'
        ? readJsonObject((value as Uint8Array | undefined) ?? new Uint8Array())
        : readQuery(value as object);
    return super.transform(input, metadata) as Promise<unknown>;
  }
}

function readQuery(query: object): object {
  const inherited = Object.keys(query).filter(isInheritedName);
  if (inherited.length === 0) return query;
  const errors = inherited.map((name) => ({ pointer: pointerTo([name]), ...unknownField }));
  throw new ProblemException('validation_failed', { errors: limited(errors) });
}
