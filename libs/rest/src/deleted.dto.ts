import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** The answer to a deletion. */
@ApiSchema({ name: 'Deleted' })
export class DeletedDto {
  @ApiProperty({
    type: Boolean,
    enum: [true],
    description: 'Always true: anything else is an error.',
    example: true,
  })
  success: true;
}
