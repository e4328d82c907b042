import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsOmittable, IsText } from '@pocket/validation';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { nextCursor } from './page.dto.js';
import type { Recording } from './recording.entity.js';

const title = {
  description: 'A human-readable title.',
  minLength: 1,
  maxLength: 200,
  example: 'Weekly sync',
};
const duration = {
  type: 'integer',
  description: 'Seconds.',
  minimum: 0,
  maximum: 604_800,
  example: 1800,
} as const;
const language = {
  description: 'A BCP 47 language tag.',
  pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$',
  maxLength: 35,
  example: 'en',
};
const durationRule = { message: 'must be a whole number of seconds from 0 to 604800' };

export class CreateRecordingDto {
  @ApiProperty({ type: String, ...title })
  @IsText({ max: 200 })
  title: string;

  @ApiPropertyOptional({ ...duration, description: 'Seconds; 0 in a new recording if left out.' })
  @IsInt(durationRule)
  @Min(0, durationRule)
  @Max(604_800, durationRule)
  @IsOmittable()
  duration?: number;

  @ApiPropertyOptional({
    type: String,
    ...language,
    description: 'A BCP 47 language tag; `und` in a new recording if left out.',
  })
  @Matches(new RegExp(language.pattern), { message: 'must be a language tag such as en or pt-BR' })
  @IsOmittable()
  language?: string;
}

/** Each field may be left out; what is left out stays as it is. */
export class ChangeRecordingDto extends PartialType(CreateRecordingDto, { skipNullProperties: false }) {}

export class RecordingDto {
  @ApiProperty({
    type: String,
    pattern: '^rec_[0-9A-Za-z]{20,36}$',
    example: 'rec_01K6QW41B9F3Z7N5T8D2M6C0RX',
  })
  id: string;

  @ApiProperty({ type: String, ...title })
  title: string;

  @ApiProperty({ ...duration })
  duration: number;

  @ApiProperty({ type: String, ...language })
  language: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-04-10T08:00:00.000Z' })
  created_at: string;

  static of({ id, title, duration, language, createdAt }: Recording): RecordingDto {
    return { id, title, duration, language, created_at: createdAt.toISOString() };
  }
}

export class RecordingPageDto {
  @ApiProperty({ type: [RecordingDto], description: 'Newest first.' })
  recordings: RecordingDto[];

  @ApiProperty(nextCursor)
  next_cursor: string | null;
}
