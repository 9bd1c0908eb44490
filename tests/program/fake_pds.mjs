// A PDS that does as it is told: accepts, denies, is silent, asks to wait. Counts who comes.
import { once } from 'node:events';
import { createServer } from 'node:http';

export class FakePds {
  /** Every request: { method, body, token }. */
  asked = [];
  connections = 0;
  records = new Map();
  /** Answers in place of the next work of a method: { method: [status, body, headers] }. */
  faults = [];
  is_silent = false;
  forgets = false; // Says yes to a record and keeps nothing.
  password = 'abcd-efgh-ijkl-mnop';

  static async start(port = 0) {
    const pds = new FakePds();
    pds.http = createServer((request, response) => pds.#answer(request, response));
    pds.http.on('connection', () => ++pds.connections);
    pds.http.listen(port, '127.0.0.1');
    await once(pds.http, 'listening');
    pds.url = `http://127.0.0.1:${pds.http.address().port}`;
    return pds;
  }

  async #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    const method = pathname.split('/').pop();
    let text = '';
    for await (const part of request) text += part;
    const body = text ? JSON.parse(text) : undefined;
    this.asked.push({ method, body, token: request.headers.authorization });
    if (this.is_silent) return;
    const say = (status, json, headers = {}) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(json));
    const fault = this.faults.findIndex((one) => one.method === method);
    if (fault >= 0) {
      const [one] = this.faults.splice(fault, 1);
      return say(one.status, one.json ?? {}, one.headers);
    }
    const cid = (record) => `bafy${Buffer.from(JSON.stringify(record)).toString('hex').slice(0, 20)}`;
    if (method === 'com.atproto.server.createSession') {
      if (body.password !== this.password) return say(401, { error: 'AuthenticationRequired', message: 'Invalid identifier or password' });
      return say(200, { did: 'did:plc:brand', handle: 'brand.test', accessJwt: 'secret-access', refreshJwt: 'secret-refresh' });
    }
    if (method === 'com.atproto.repo.putRecord') {
      const uri = `at://${body.repo}/${body.collection}/${body.rkey}`;
      if (!this.forgets) this.records.set(uri, body.record);
      return say(200, { uri, cid: cid(body.record) });
    }
    if (method === 'com.atproto.repo.getRecord') {
      const uri = `at://${searchParams.get('repo')}/${searchParams.get('collection')}/${searchParams.get('rkey')}`;
      const record = this.records.get(uri);
      return record ? say(200, { uri, cid: cid(record), value: record }) : say(400, { error: 'RecordNotFound', message: `Could not locate record: ${uri}` });
    }
    return say(501, { error: 'MethodNotImplemented' });
  }

  count(method) {
    return this.asked.filter((one) => one.method === method).length;
  }

  async close() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }
}
