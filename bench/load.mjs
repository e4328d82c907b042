// Sends requests with many keys in turn for some seconds, and reports to the parent what came back.
import { once } from 'node:events';
import autocannon from 'autocannon';

const [{ url, path, keys, seconds }] = await once(process, 'message');
const requests = keys.map((key) => ({ path, headers: { authorization: `Bearer ${key}` } }));
const shoot = (duration) => autocannon({ url, connections: 32, duration, requests });
await shoot(2);
const { requests: rate, latency, non2xx, errors } = await shoot(seconds);
process.send({ rate: rate.average, p50: latency.p50, p99: latency.p99, failed: non2xx + errors });
process.disconnect();
