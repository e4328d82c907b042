import { ApiProperty, ApiPropertyOptional, ApiSchema, PartialType } from '@nestjs/swagger';
import { IsOmittable, TextField, TextProperty } from '@pocket/rest';
import { idSchema, timeSchema } from '@pocket/validation';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { recordingTitle } from './fields.js';
import { maximumPage, nextCursorOf, pageQueryOf } from './page.dto.js';
import type { Recording } from './recording.entity.js';

export const recordingId = { ...idSchema('rec'), description: 'The recording’s id.' };
const duration = {
  type: 'integer',
  format: 'int32',
  description: 'Seconds.',
  minimum: 0,
  maximum: 604_800,
  example: 1800,
} as const;
const language = {
  type: 'string',
  description: 'A BCP 47 language tag.',
  pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$',
  minLength: 2,
  maxLength: 35,
  example: 'en',
} as const;
const durationRule = { message: 'must be a whole number of seconds from 0 to 604800' };

@ApiSchema({ name: 'CreateRecording' })
export class CreateRecordingDto {
  @TextField(recordingTitle)
  title: string;

  @ApiPropertyOptional({ ...duration, description: 'Seconds; 0 in a new recording if left out.' })
  @IsInt(durationRule)
  @Min(0, durationRule)
  @Max(604_800, durationRule)
  @IsOmittable()
  duration?: number;

  @ApiPropertyOptional({
    ...language,
    description: 'A BCP 47 language tag; `und` in a new recording if left out.',
  })
  @Matches(new RegExp(language.pattern), { message: 'must be a language tag such as en or pt-BR' })
  @IsOmittable()
  language?: string;
}

/** Each field may be left out; what is left out stays as it is. */
@ApiSchema({ name: 'ChangeRecording' })
export class ChangeRecordingDto extends PartialType(CreateRecordingDto, { skipNullProperties: false }) {}

@ApiSchema({ name: 'Recording' })
export class RecordingDto {
  @ApiProperty(recordingId)
  id: string;

  @TextProperty(recordingTitle)
  title: string;

  @ApiProperty(duration)
  duration: number;

  @ApiProperty(language)
  language: string;

  @ApiProperty({ ...timeSchema, description: 'When it was created.' })
  created_at: string;

  static of({ id, title, duration, language, createdAt }: Recording): RecordingDto {
    return { id, title, duration, language, created_at: createdAt.toISOString() };
  }
}

export class RecordingPageQuery extends pageQueryOf('rec') {}

@ApiSchema({ name: 'RecordingPage' })
export class RecordingPageDto {
  @ApiProperty({ type: [RecordingDto], description: 'Newest first.', maxItems: maximumPage })
  recordings: RecordingDto[];

  @ApiProperty(nextCursorOf('rec'))
  next_cursor: string | null;
}
