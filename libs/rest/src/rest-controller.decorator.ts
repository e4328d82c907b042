import { applyDecorators, Controller, UseFilters } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import { AllExceptionsFilter } from '@pocket/problem-details';
import { markRoute } from './route-form.js';

/**
 * A controller whose routes keep their promises in any application that imports `RestModule`: bodies are read after the
 * guards and checked against their DTO ({@link JsonBody}, {@link QueryParameters}), and every error is
 * `application/problem+json`, whatever pipes and filters the application has.
 */
export const RestController = (path: string): ClassDecorator =>
  applyDecorators(Controller(path), UseFilters(AllExceptionsFilter), markRoutes);

function markRoutes(controller: { prototype: object }): void {
  const { prototype } = controller as { prototype: Record<string, object> };
  // Inherited handlers too.
  for (const name of new MetadataScanner().getAllMethodNames(prototype))
    if (Reflect.hasMetadata('method', prototype[name]!)) markRoute(prototype[name]!);
}
