import { securitySchemes } from '@pocket/access';
import type { Documentation } from '@pocket/service';

export const documentation: Documentation = {
  build: (builder) =>
    builder
      .setTitle('Pocket recordings')
      .setDescription(
        'Recordings and templates of an organization, for people and for programs with an API key.',
      )
      .setVersion('1.0.0')
      .setLicense('MIT', 'https://opensource.org/license/mit')
      .addBearerAuth(
        {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of a person (RFC 8725).',
        },
        securitySchemes.person,
      )
      .addBearerAuth(
        {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'API key',
          description: 'An organization API key, pk_live_….',
        },
        securitySchemes.program,
      )
      .addTag('Recordings', 'Recorded conversations.')
      .addTag('Templates', 'What a summary is made of.')
      .addTag('Health', 'For orchestrators.'),
};
