import { ApiProperty, ApiPropertyOptional, ApiSchema, PartialType } from '@nestjs/swagger';
import { IsOmittable, TextField, TextProperty } from '@pocket/rest';
import { idSchema, timeSchema } from '@pocket/validation';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { sectionPrompt, sectionTitle, templateDescription, templateName } from './fields.js';
import { maximumPage, nextCursorOf, pageQueryOf } from './page.dto.js';
import type { Template } from './template.entity.js';

export const templateId = { ...idSchema('tpl'), description: 'The template’s id.' };
const maximumSections = 50;

@ApiSchema({ name: 'TemplateSection' })
export class TemplateSectionDto {
  @TextField(sectionTitle)
  title: string;

  @TextField(sectionPrompt)
  prompt: string;
}

const sections = {
  type: () => [TemplateSectionDto],
  description: 'What the summary consists of, in this order.',
  maxItems: maximumSections,
};

@ApiSchema({ name: 'CreateTemplate' })
export class CreateTemplateDto {
  @TextField(templateName)
  name: string;

  @TextField(templateDescription, { required: false })
  description?: string;

  @ApiPropertyOptional(sections)
  @Type(() => TemplateSectionDto)
  // class-validator takes an array inside an array for more sections.
  @Transform(({ value }: { value: unknown }) =>
    Array.isArray(value)
      ? // One more than may be is enough to be refused, and costs no more to check.
        value.slice(0, maximumSections + 1).map((item: unknown) => (Array.isArray(item) ? null : item))
      : value,
  )
  @IsArray({ message: 'must be an array of sections' })
  @ArrayMaxSize(maximumSections, { message: `must have at most ${maximumSections} sections` })
  @ValidateNested({ each: true, message: 'must be an object with title and prompt' })
  @IsOmittable()
  sections?: TemplateSectionDto[];
}

/** Each field may be left out; what is left out stays as it is. */
@ApiSchema({ name: 'ChangeTemplate' })
export class ChangeTemplateDto extends PartialType(CreateTemplateDto, { skipNullProperties: false }) {}

@ApiSchema({ name: 'Template' })
export class TemplateDto {
  @ApiProperty(templateId)
  id: string;

  @TextProperty(templateName)
  name: string;

  @TextProperty(templateDescription)
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

@ApiSchema({ name: 'TemplatePage' })
export class TemplatePageDto {
  @ApiProperty({ type: [TemplateDto], description: 'Newest first.', maxItems: maximumPage })
  templates: TemplateDto[];

  @ApiProperty(nextCursorOf('tpl'))
  next_cursor: string | null;
}
