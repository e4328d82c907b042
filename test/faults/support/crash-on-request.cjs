'use strict';
// Loaded before a service (`NODE_OPTIONS=--require`): a bug of any code in the process, for requests that ask for one.
const { subscribe } = require('node:diagnostics_channel');

const bugs = {
  // As JSON.parse and others do, the error quotes what it was given.
  throw: (request) => {
    throw new TypeError(`cannot read ${request.headers.authorization}`);
  },
  memory: () => {
    const kept = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, () => kept.length));
  },
};

subscribe('http.server.request.start', ({ request }) => {
  const bug = bugs[request.headers['x-bug']];
  if (bug) process.nextTick(bug, request);
});
