import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { isText, textRuleInWords, textSchema, type TextDefinition } from '@pocket/validation';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';

/** The property may be left out; unlike class-validator's `IsOptional`, `null` is a value and is checked. */
export const IsOmittable = () => ValidateIf((_, value) => value !== undefined);

/** What a field is in one DTO: another description, a format, or a field that may be left out. */
export interface FieldOptions {
  description?: string;
  format?: string;
  /** Default true. */
  required?: boolean;
}

/**
 * A field that holds text: white space around it is cut off, then it has `min` to `max` code points (not UTF-16
 * units, which count an emoji as two), well-formed, without control characters. Brings rule and schema.
 */
export function TextField(text: TextDefinition, { required = true, ...options }: FieldOptions = {}) {
  return applyDecorators(
    TextProperty(text, { required, ...options }),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    ValidateBy({
      name: 'isText',
      validator: {
        validate: (value: unknown) => isText(value, text),
        defaultMessage: () => textRuleInWords(text),
      },
    }),
    ...(required ? [] : [IsOmittable()]),
  );
}

/** The same text in an answer: its schema only. */
export function TextProperty(
  { description, example, ...rule }: TextDefinition,
  { required = true, nullable, ...options }: FieldOptions & { nullable?: boolean } = {},
): PropertyDecorator {
  const schema = { ...textSchema(rule), description, example, ...(nullable && { nullable }), ...options };
  return (required ? ApiProperty : ApiPropertyOptional)(schema as ApiPropertyOptions);
}
