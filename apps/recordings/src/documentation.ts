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
      .addBearerAuth(
        {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A person: a JWT of the identity provider, checked by RFC8725.',
        },
        securitySchemes.person,
      )
      .addBearerAuth(
        {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'API key',
          description: 'A program: an organization API key, `pk_live_…`.',
        },
        securitySchemes.program,
      )
      .addTag('Recordings', 'Recorded conversations.')
      .addTag('Templates', 'What a summary is made of.'),
};
