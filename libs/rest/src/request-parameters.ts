import { parse, type ParsedUrlQuery } from 'node:querystring';
import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiQuery, type ApiBodyOptions } from '@nestjs/swagger';
import { ProblemException } from '@pocket/problem-details';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { isInheritedName, readJsonObject } from './json-object.js';
import { bodyOf } from './request-body.js';
import { errorsOf, limited, pointerTo, unknownField } from './request-errors.js';

const maximumFields = 1_000;
const maximumParameters = 100;

type Request = Parameters<typeof bodyOf>[0] & { query: object };
const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<Request>();

/**
 * The body as an instance of its DTO: read as JSON and checked once the guards have let the caller through. Every fault is
 * named by its JSON pointer. Not affected by global pipes of the application.
 */
export function JsonBody(dto: Type<object>, options: Partial<ApiBodyOptions> = {}): ParameterDecorator {
  const parameter = createParamDecorator((_: unknown, context: ExecutionContext) =>
    checked(dto, readJsonObject(bodyOf(requestOf(context)))),
  );
  return documented(parameter(), ApiBody({ type: dto, ...options } as ApiBodyOptions));
}

/** The fields of a form by name, unchecked; a field that is given several times is an array. `dto`: for the document. */
export function FormBody(dto: Type<object>): ParameterDecorator {
  const parameter = createParamDecorator((_: unknown, context: ExecutionContext) =>
    formOf(requestOf(context)),
  );
  return documented(parameter(), ApiConsumes('application/x-www-form-urlencoded'), ApiBody({ type: dto }));
}

const formKey = Symbol('pocket:form');

/** The fields of a request's form by name; for guards, which come before parameters. */
export function formOf(
  request: Parameters<typeof bodyOf>[0] & { [formKey]?: ParsedUrlQuery },
): ParsedUrlQuery {
  return (request[formKey] ??= parsedForm(Buffer.from(bodyOf(request)).toString()));
}

function parsedForm(form: string): ParsedUrlQuery {
  if (form.split('&', maximumFields + 1).length > maximumFields)
    throw new ProblemException('malformed_request', {
      detail: `The form has more than ${maximumFields} fields.`,
    });
  return parse(form);
}

/** The query as an instance of its DTO; a name that the DTO does not have is refused. */
export function QueryParameters(dto: Type<object>): ParameterDecorator {
  const parameter = createParamDecorator((_: unknown, context: ExecutionContext) =>
    checked(dto, withoutInherited(firstOf(requestOf(context).query))),
  );
  return documented(parameter(), ApiQuery({ type: dto } as Parameters<typeof ApiQuery>[0]));
}

/** Adds what Nest's Swagger module would read from `@Body()` or `@Query()`. */
function documented(parameter: ParameterDecorator, ...documentation: MethodDecorator[]): ParameterDecorator {
  return (target, key, index) => {
    parameter(target, key, index);
    const descriptor = Object.getOwnPropertyDescriptor(target, key!)!;
    for (const add of documentation) add(target, key!, descriptor);
  };
}

function checked(dto: Type<object>, plain: object): object {
  const instance = plainToInstance(dto, plain);
  const found = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  if (found.length > 0) throw new ProblemException('validation_failed', { errors: errorsOf(found) });
  return instance;
}

/** No DTO has as many fields, so that one of the first is unknown where there are more. */
function firstOf(query: object): object {
  const names = Object.entries(query);
  return names.length > maximumParameters ? Object.fromEntries(names.slice(0, maximumParameters)) : query;
}

function withoutInherited(query: object): object {
  const inherited = Object.keys(query).filter(isInheritedName);
  if (inherited.length === 0) return query;
  const errors = inherited.map((name) => ({ pointer: pointerTo([name]), ...unknownField }));
  throw new ProblemException('validation_failed', { errors: limited(errors) });
}
