/** The time, as a provider, so that tests can set it to the millisecond. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
