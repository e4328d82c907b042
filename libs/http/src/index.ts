export { createHttpApplication } from './http-application.js';
