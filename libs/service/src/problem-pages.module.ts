import { Controller, Get, Header, Module, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ProblemException, problemCodes, type ProblemCode } from '@pocket/problem-details';
import { PublicRoute } from './health.module.js';

@ApiExcludeController()
@PublicRoute()
@Controller('problems')
class ProblemPagesController {
  @Get(':code')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  page(@Param('code') code: string): string {
    if (!Object.hasOwn(problemCodes, code)) throw new ProblemException('not_found');
    const { status, title, meaning, remedy } = problemCodes[code as ProblemCode];
    return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${status} ${title}</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem } code { background: #eee }</style>
<h1>${title}</h1>
<p>Status <code>${status}</code>, code <code>${code}</code></p>
<h2>What it means</h2>
<p>${marked(meaning)}</p>
<h2>What to do</h2>
<p>${marked(remedy)}</p>
</html>
`;
  }
}

const marked = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/`([^`]*)`/g, '<code>$1</code>');

/** The pages that the `type` of a problem leads to. */
@Module({ controllers: [ProblemPagesController] })
export class ProblemPagesModule {}
