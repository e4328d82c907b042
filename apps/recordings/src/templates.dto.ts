import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsOmittable, IsText } from '@pocket/validation';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { nextCursor } from './page.dto.js';
import type { Template } from './template.entity.js';

const name = { description: 'A human-readable name.', minLength: 1, maxLength: 100, example: 'Sales call' };
const description = {
  description: 'What the template is for.',
  maxLength: 1000,
  example: 'Summary of a sales call',
};

export class TemplateSectionDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: 100, example: 'Next steps' })
  @IsText({ max: 100 })
  title: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 4000, example: 'List what was agreed, with dates.' })
  @IsText({ max: 4000, multiline: true })
  prompt: string;
}

export class CreateTemplateDto {
  @ApiProperty({ type: String, ...name })
  @IsText({ max: 100 })
  name: string;

  @ApiPropertyOptional({ type: String, ...description })
  @IsText({ min: 0, max: 1000, multiline: true })
  @IsOmittable()
  description?: string;

  @ApiPropertyOptional({ type: [TemplateSectionDto], maxItems: 50 })
  @Type(() => TemplateSectionDto)
  // class-validator takes an array inside an array for more sections.
  @Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map((item: unknown) => (Array.isArray(item) ? null : item)) : value,
  )
  @IsArray({ message: 'must be an array of sections' })
  @ArrayMaxSize(50, { message: 'must have at most 50 sections' })
  @ValidateNested({ each: true, message: 'must be an object with title and prompt' })
  @IsOmittable()
  sections?: TemplateSectionDto[];
}

/** Each field may be left out; what is left out stays as it is. */
export class ChangeTemplateDto extends PartialType(CreateTemplateDto, { skipNullProperties: false }) {}

export class TemplateDto {
  @ApiProperty({
    type: String,
    pattern: '^tpl_[0-9A-Za-z]{20,36}$',
    example: 'tpl_01K6QW41B9F3Z7N5T8D2M6C0RX',
  })
  id: string;

  @ApiProperty({ type: String, ...name })
  name: string;

  @ApiProperty({ type: String, ...description })
  description: string;

  @ApiProperty({ type: [TemplateSectionDto] })
  sections: TemplateSectionDto[];

  @ApiProperty({ type: String, format: 'date-time', example: '2026-04-10T08:00:00.000Z' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-04-10T08:00:00.000Z' })
  updated_at: string;

  static of({ id, name, description, sections, createdAt, updatedAt }: Template): TemplateDto {
    const times = { created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
    return { id, name, description, sections, ...times };
  }
}

export class TemplatePageDto {
  @ApiProperty({ type: [TemplateDto], description: 'Newest first.' })
  templates: TemplateDto[];

  @ApiProperty(nextCursor)
  next_cursor: string | null;
}
