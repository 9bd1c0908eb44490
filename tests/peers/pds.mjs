// A real server of the AT Protocol on loopback, with its directory and a bridge to Jetstream. Says where they are in one
// line of JSON; ends with its standard input.
import './loopback.mjs';
import { TestNetworkNoAppView } from '@atproto/dev-env';
import { startBridge } from './bridge.mjs';

const network = await TestNetworkNoAppView.create({});
const bridge = await startBridge(network.pds.url.replace(/^http/, 'ws'));
process.stdout.write(`${JSON.stringify({ pds: network.pds.url, jetstream: bridge.url })}\n`);
process.stdin.resume().on('end', async () => {
  await bridge.close();
  await network.close();
  process.exit(0);
});
