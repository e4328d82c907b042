import { ScopeRegistry, securitySchemes } from '@pocket/access';
import type { Documentation } from '@pocket/documentation';

const description = `
Create and manage organization-level API keys for programmatic access.

**First steps**

1. Get a token. In demo mode the start-up banner, in the terminal, prints the owner's and the viewer's; in production your identity
   provider issues them (the one of \`AUTH_ISSUER\` or \`FIREBASE_PROJECT_ID\`).
2. Press **Authorize** and enter it under **PersonToken**. That is how a person calls.
3. Create a key: **API keys**, \`POST …/api-keys\`. Enter your organization's id there once, and every other operation has it too; the
   banner prints it, and \`GET /api/v1/organization\` lists yours. In demo mode it is filled in. Admins and owners may create keys.
4. Copy the key from the response. **It is shown this once.**
5. Press **Authorize** again and enter the key under **ApiKey**. That is how a program calls.
6. Call \`GET /api/v1/api-keys/self\` under **Key checks**: it answers what the key is.

Both go out as \`Authorization: Bearer …\`. Every error is \`application/problem+json\` (RFC 9457): decide by \`code\`; \`type\`
leads to a page that says what to do ([all of them](/problems)).
`.trim();

/** What the OpenAPI document says beyond routes and DTOs. */
export const documentation: Documentation = {
  build: (builder) =>
    builder
      .setTitle('Pocket organization API keys')
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
          description: 'A program: an organization API key, `pk_live_…`. Keys cannot manage keys.',
        },
        securitySchemes.program,
      )
      .addTag('API keys', 'Create, list, view and delete the keys of an organization.')
      .addBasicAuth(
        {
          type: 'http',
          scheme: 'basic',
          description: 'A service: its id and secret (`INTROSPECTION_CLIENTS`).',
        },
        securitySchemes.service,
      )
      .addTag('Key checks', 'For programs, gateways and services: what a key is and may do.')
      .addTag('Organizations', 'Organizations and their members.'),
  complete: (document, app) => {
    const scopes = app.get(ScopeRegistry).all();
    const example = scopes[0]?.name;
    const list = scopes.map(({ name, description }) => `- \`${name}\`: ${description}`).join('\n');
    const schemas = Object.assign(((document.components ??= {}).schemas ??= {}), {
      Scope: { type: 'string', description: list, enum: scopes.map(({ name }) => name), example },
      GrantedScope: {
        type: 'string',
        description: `A scope of a key. Accept any text: others may be added. Today there are:\n\n${list}`,
        maxLength: 65,
        pattern: '^[a-z0-9_:-]+$',
        example,
      },
    });
    for (const [name, schema] of Object.entries(schemas)) {
      const list = 'properties' in schema && schema.properties?.['scopes'];
      const item = name === 'CreateApiKey' ? 'Scope' : 'GrantedScope';
      if (list) Object.assign(list, { items: { $ref: `#/components/schemas/${item}` } });
    }
  },
};
