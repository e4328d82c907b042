import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

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
export function sendBrowserHeaders(fastify: FastifyInstance, production: boolean): void {
  // Made once; the plugin for Fastify makes something of its options at every request.
  const protect = helmet({ contentSecurityPolicy, hsts: production });
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.header('X-Content-Type-Options', 'nosniff');
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (String(reply.getHeader('content-type')).startsWith('text/html'))
      protect(request.raw, reply.raw, () => done());
    else done();
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
