import { applyDecorators, Controller, UseFilters } from '@nestjs/common';
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
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(controller.prototype)))
    if (typeof value === 'function' && Reflect.hasMetadata('method', value as object))
      markRoute(value as object);
}
