import { ApiProperty } from '@nestjs/swagger';

export class DeletedDto {
  @ApiProperty({ type: Boolean, enum: [true], example: true })
  success: true;
}
