import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    objectSrc: ["'none'"],
    imgSrc: ["'self'", 'data:'],
  },
};

/** Protections of pages go out with HTML only: behind a gateway they would be laid upon its own pages. */
export async function sendBrowserHeaders(app: NestFastifyApplication, production: boolean): Promise<void> {
  await app.register(helmet, { global: false, contentSecurityPolicy, hsts: production });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', async (_request, reply) => {
    reply.header('X-Content-Type-Options', 'nosniff');
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (String(reply.getHeader('content-type')).startsWith('text/html')) reply.helmet();
  });
}

/** Lets the pages of these origins call. */
export function allowOrigins(app: NestFastifyApplication, origins: string[]): void {
  if (origins.length === 0) return;
  app.enableCors({
    origin: origins,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'X-Request-Id'],
    exposedHeaders: [
      'X-Request-Id',
      'Location',
      'WWW-Authenticate',
      'Retry-After',
      'RateLimit',
      'RateLimit-Policy',
      'Allow',
    ],
    maxAge: 600,
    // `refuseEarly` tells a preflight from any other OPTIONS.
    preflightContinue: true,
    strictPreflight: false,
  });
}
