// Whatever listens in this process listens on loopback alone: the peers of the tests would listen everywhere.
import { Server } from 'node:net';

const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(...given) {
  const [first, second] = given;
  if (typeof first === 'number' && typeof second !== 'string') given.splice(1, 0, '127.0.0.1');
  if (typeof first === 'object' && first?.port !== undefined && !first.host) given[0] = { ...first, host: '127.0.0.1' };
  return listen.apply(this, given);
};
