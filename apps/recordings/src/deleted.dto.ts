import { ApiProperty } from '@nestjs/swagger';

export class DeletedDto {
  @ApiProperty({
    type: Boolean,
    enum: [true],
    description: 'Always true: anything else is an error.',
    example: true,
  })
  success: true;
}
