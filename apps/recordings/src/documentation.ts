import { securitySchemes } from '@pocket/access';
import type { Documentation } from '@pocket/documentation';

const description = `
Recordings and templates of an organization, for people and for programs with an API key.

**First steps**

1. Get a token. In demo mode the start-up banner, in the terminal, prints the owner's and the viewer's; in production your identity
   provider issues them (the one of \`AUTH_ISSUER\` or \`FIREBASE_PROJECT_ID\`).
2. With it, create an API key at the service of the API keys (in demo mode the banner prints the line) and copy it. It is shown
   that once.
3. Press **Authorize** here and enter the key under **ApiKey** or the token under **PersonToken**. With both, choose beside
   **Authorize** which of them is sent.
4. Call \`GET …/recordings\` with your organization's id; once entered, every other operation has it too. A key reaches its own
   organization only, within its scopes.

Both go out as \`Authorization: Bearer …\`. Every error is \`application/problem+json\` (RFC 9457): decide by \`code\`; \`type\`
leads to a page that says what to do ([all of them](/problems)).
`.trim();

export const documentation: Documentation = {
  build: (builder) =>
    builder
      .setTitle('Pocket recordings')
      .setDescription(description)
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
