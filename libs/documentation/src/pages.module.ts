import {
  Controller,
  Get,
  Header,
  Inject,
  Module,
  Param,
  UseInterceptors,
  type CallHandler,
  type DynamicModule,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiExcludeController, DocumentBuilder } from '@nestjs/swagger';
import { ProblemException, problemCodes, type ProblemCode } from '@pocket/problem-details';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Public } from '@pocket/access';
import { acceptedType } from '@pocket/rest';
import type { Documentation } from './openapi-document.js';
import { homePage, problemListPage, problemPage, stylesheetPath, type Page } from './pages.js';
import { readAsset } from './static-file.js';
import { varyBy } from './vary.js';

const cacheable = 'public, max-age=3600';
const serviceTitle = Symbol('title of the service');

/** Answers a page in the format that the caller's `Accept` prefers. */
class AcceptedFormat implements NestInterceptor<Page, string> {
  intercept(context: ExecutionContext, next: CallHandler<Page>): Observable<string> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((page) => inAcceptedFormat(page, request, reply)));
  }
}

function inAcceptedFormat(page: Page, request: FastifyRequest, reply: FastifyReply): string {
  const formats = Object.keys(page);
  const format = acceptedType(request.headers, formats);
  varyBy(reply, 'Accept');
  if (format === undefined) {
    const detail = `This page is available as ${formats.join(', ')}.`;
    throw new ProblemException('not_acceptable', { detail });
  }
  reply.header('Content-Type', `${format}; charset=utf-8`);
  reply.header('Cache-Control', cacheable);
  return page[format]!;
}

@ApiExcludeController()
@Public()
@UseInterceptors(AcceptedFormat)
@Controller()
class PagesController {
  constructor(@Inject(serviceTitle) private readonly title: string) {}

  @Get()
  home(): Page {
    return homePage(this.title);
  }

  @Get('problems')
  problems(): Page {
    return problemListPage();
  }

  @Get('problems/:code')
  problem(@Param('code') code: string): Page {
    if (!Object.hasOwn(problemCodes, code)) throw new ProblemException('not_found');
    return problemPage(code as ProblemCode);
  }
}

@ApiExcludeController()
@Public()
@Controller(stylesheetPath)
class StylesheetController {
  @Get()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', cacheable)
  stylesheet(): string {
    return readAsset('pages.css');
  }
}

/** `/`, `/problems` and the pages that the `type` of a problem leads to: as text, HTML or JSON. */
@Module({ controllers: [PagesController, StylesheetController] })
export class PagesModule {
  static forRoot({ build }: Documentation): DynamicModule {
    const { title } = build(new DocumentBuilder()).build().info;
    return { module: PagesModule, providers: [{ provide: serviceTitle, useValue: title }] };
  }
}
