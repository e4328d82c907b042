export { DeletedDto } from './deleted.dto.js';
export { IsOmittable, TextField, TextProperty, type FieldOptions } from './fields.js';
export { FormBody, formOf, JsonBody, QueryParameters } from './request-parameters.js';
export { RestController } from './rest-controller.decorator.js';
export { RestModule } from './rest.module.js';
export { formOfConfig, HasForm, MayAnswer, operationNotes, type RouteForm } from './route-form.js';
