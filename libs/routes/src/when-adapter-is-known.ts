import type { HttpAdapterHost } from '@nestjs/core';

/**
 * Runs a task before the application registers parsers and routes: at once, or in a testing module, where the adapter comes
 * after the providers, when it does (from NestJS 11.1.6 on).
 */
export function whenAdapterIsKnown(adapterHost: HttpAdapterHost, task: () => void): void {
  if (adapterHost.httpAdapter) return task();
  // An application without HTTP never has one.
  (adapterHost as Partial<HttpAdapterHost>).init$?.subscribe(() => {
    if (adapterHost.httpAdapter) task();
  });
}
