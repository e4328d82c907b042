import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** A JSON Schema as OpenAPI 3.1 documents use it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

/** A schema of one type, without references and alternatives. */
export type Branch = Omit<Schema, '$ref' | 'type' | 'oneOf' | 'anyOf' | 'allOf'> & { type?: string };

/** What the schemas of a document refer to. */
export interface Components {
  schemas?: Record<string, Schema>;
}

/** The alternatives of a schema: a value is valid if it is valid by one of them. */
export function branchesOf(components: Components, schema: Schema): Branch[] {
  const { $ref, type, oneOf, anyOf, allOf, ...rest } = schema;
  if ($ref !== undefined) return branchesOf(components, { ...referred(components, $ref), ...rest });
  const alternatives = oneOf ?? anyOf;
  if (alternatives) return alternatives.flatMap((one) => branchesOf(components, { ...one, ...rest }));
  if (allOf) {
    const parts = [{ type, ...rest }, ...allOf.flatMap((part) => branchesOf(components, part))];
    return branchesOf(components, parts.reduce<Schema>(merged, {}));
  }
  if (Array.isArray(type)) return type.map((one) => ({ ...rest, type: one }));
  return [{ ...rest, type: type ?? typeBy(rest) }];
}

function referred({ schemas }: Components, ref: string): Schema {
  const schema = schemas?.[ref.split('/').at(-1)!];
  if (!ref.startsWith('#/components/schemas/') || !schema)
    throw new Error(`The document has no schema ${ref}.`);
  return schema;
}

function merged(one: Schema, other: Schema): Schema {
  const properties =
    (one.properties ?? other.properties) ? { ...one.properties, ...other.properties } : undefined;
  const required = [...new Set([...(one.required ?? []), ...(other.required ?? [])])];
  const type = other.type ?? one.type;
  return { ...one, ...other, type, ...(properties && { properties }), required };
}

function typeBy({
  enum: values,
  const: value,
  properties,
  items,
  pattern,
  format,
}: Branch): string | undefined {
  const sample = value ?? values?.[0];
  if (sample !== undefined) return typeof sample;
  if (properties) return 'object';
  if (items) return 'array';
  return (pattern ?? format) ? 'string' : undefined;
}

/** Whether a value is valid, as Ajv sees it. */
export function validatorOf(components: Components, schema: Schema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...schema, components });
  return (value) => validate(value);
}
