export { AccessTestingModule } from './access-testing.module.js';
export { aPerson, aProgram, TestCaller, testOrganization, type TestPerson } from './test-caller.js';
