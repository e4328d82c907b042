import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ProblemException } from '@pocket/problem-details';
import { readJsonObject } from './json-body.js';
import { errorsOf } from './problem-errors.js';

/** Reads a body as JSON and checks bodies and queries against their DTO; every fault is named by JSON pointer. */
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
    const input =
      metadata.type === 'body'
        ? readJsonObject((value as Uint8Array | undefined) ?? new Uint8Array())
        : value;
    return super.transform(input, metadata) as Promise<unknown>;
  }
}
