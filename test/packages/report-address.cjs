// Loaded before a consumer's program, which is written as a reader would write it: tells the suite where it listens.
const { Server } = require('node:net');

const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  this.once('listening', () => process.send({ url: `http://127.0.0.1:${this.address().port}` }));
  return listen.apply(this, args);
};
