import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { idSchema, IsOmittable, IsText, textSchema, timeSchema } from '@pocket/validation';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { maximumPage, nextCursorOf, pageQueryOf } from './page.dto.js';
import type { Template } from './template.entity.js';

export const templateId = { ...idSchema('tpl'), description: 'The template’s id.' };
const maximumSections = 50;
const name = {
  ...textSchema({ max: 100 }),
  description: 'A human-readable name.',
  example: 'Sales call',
};
const description = {
  ...textSchema({ min: 0, max: 1000, multiline: true }),
  description: 'What the template is for.',
  example: 'Summary of a sales call',
};

export class TemplateSectionDto {
  @ApiProperty({ ...textSchema({ max: 100 }), description: 'Its heading.', example: 'Next steps' })
  @IsText({ max: 100 })
  title: string;

  @ApiProperty({
    ...textSchema({ max: 4000, multiline: true }),
    description: 'What the summary says under it.',
    example: 'List what was agreed, with dates.',
  })
  @IsText({ max: 4000, multiline: true })
  prompt: string;
}

const sections = {
  type: () => [TemplateSectionDto],
  description: 'What the summary consists of, in this order.',
  maxItems: maximumSections,
};

export class CreateTemplateDto {
  @ApiProperty(name)
  @IsText({ max: 100 })
  name: string;

  @ApiPropertyOptional(description)
  @IsText({ min: 0, max: 1000, multiline: true })
  @IsOmittable()
  description?: string;

  @ApiPropertyOptional(sections)
  @Type(() => TemplateSectionDto)
  // class-validator takes an array inside an array for more sections.
  @Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map((item: unknown) => (Array.isArray(item) ? null : item)) : value,
  )
  @IsArray({ message: 'must be an array of sections' })
  @ArrayMaxSize(maximumSections, { message: `must have at most ${maximumSections} sections` })
  @ValidateNested({ each: true, message: 'must be an object with title and prompt' })
  @IsOmittable()
  sections?: TemplateSectionDto[];
}

/** Each field may be left out; what is left out stays as it is. */
export class ChangeTemplateDto extends PartialType(CreateTemplateDto, { skipNullProperties: false }) {}

export class TemplateDto {
  @ApiProperty(templateId)
  id: string;

  @ApiProperty(name)
  name: string;

  @ApiProperty(description)
  description: string;

  @ApiProperty(sections)
  sections: TemplateSectionDto[];

  @ApiProperty({ ...timeSchema, description: 'When it was created.' })
  created_at: string;

  @ApiProperty({ ...timeSchema, description: 'When it last changed.' })
  updated_at: string;

  static of({ id, name, description, sections, createdAt, updatedAt }: Template): TemplateDto {
    const times = { created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
    return { id, name, description, sections, ...times };
  }
}

export class TemplatePageQuery extends pageQueryOf('tpl') {}

export class TemplatePageDto {
  @ApiProperty({ type: [TemplateDto], description: 'Newest first.', maxItems: maximumPage })
  templates: TemplateDto[];

  @ApiProperty(nextCursorOf('tpl'))
  next_cursor: string | null;
}
