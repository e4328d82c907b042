import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf, resolve, type Schema } from './openapi-operations.js';

/** Gives every body and every answer without an example one, made of the examples of its fields. */
export function addExamples(document: OpenAPIObject): void {
  for (const { operation } of operationsOf(document)) {
    const places = [operation.requestBody, ...Object.values(operation.responses)];
    for (const place of places) {
      if (!place) continue;
      for (const media of Object.values(resolve(document, place).content ?? {}))
        if (media.schema && !media.examples) media.example ??= exampleOf(document, media.schema);
    }
  }
}

function exampleOf(document: OpenAPIObject, given: Schema): unknown {
  const schema = resolve(document, given);
  if (schema.example !== undefined) return schema.example;
  if (schema.items) return [exampleOf(document, schema.items)];
  if (!schema.properties) return schema.enum?.[0];
  const fields = Object.entries(schema.properties);
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(document, field)]));
}
