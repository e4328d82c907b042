import { startProcess, type ServiceProcess } from '../support/processes.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';
import { freePort, haproxy, nginx, nginxWithKeptConnections, startBalancer } from './support/balancers.js';
import { Client, keepDoing, tally, type Outcome } from './support/client.js';
import { figure, inRound, isWholeRound } from './support/round.js';

interface Choice {
  proxy: Parameters<typeof startBalancer>[0];
  replicas: number;
  /** Default: that of production. */
  delay?: string;
}

const short: [string, Choice][] = [
  ['3 replicas behind nginx with its default settings', { proxy: nginx(), replicas: 3 }],
];
const whole: [string, Choice][] = [
  [
    '2 replicas behind nginx with its default settings, a delay of 10 s',
    { proxy: nginx(), replicas: 2, delay: '10' },
  ],
  ['3 replicas behind nginx that keeps connections', { proxy: nginxWithKeptConnections, replicas: 3 }],
  ['3 replicas behind haproxy', { proxy: haproxy, replicas: 3 }],
];

describe('a rolling restart under load fails and resets no request', () => {
  let world: World;
  let acme: TestOrganization;
  let key: string;
  beforeAll(async () => {
    world = await createWorld({ API_KEY_MAX_PER_ORGANIZATION: '1000000' });
    acme = await world.organization('acme');
    ({ key } = await world.key(acme));
  });
  afterAll(() => world?.close());

  const replica = (port: number, delay?: string) =>
    startProcess('api', {
      ...world.env,
      NODE_ENV: 'production',
      PORT: String(port),
      SHUTDOWN_DELAY_SECONDS: delay,
    });

  const untilReady = async (service: ServiceProcess) => {
    while ((await service.call('/health/ready')).status !== 200);
  };

  const ask = (client: Client, track: number): Promise<Outcome> =>
    track % 2 === 0
      ? client.send('/api/v1/api-keys/self', { token: key })
      : client.send(`${acme.path}/api-keys`, {
          method: 'POST',
          token: acme.tokens.admin,
          body: { name: 'Made during a restart' },
        });

  it.each(isWholeRound ? [...short, ...whole] : short)(
    '%s',
    async (name, { proxy, replicas, delay }) => {
      const ports: number[] = [];
      for (let i = 0; i < replicas; i++) ports.push(await freePort());
      const services = await Promise.all(ports.map((port) => replica(port, delay)));
      const balancer = await startBalancer(proxy, ports);
      const client = new Client(balancer.url);
      const codes: (number | null)[] = [];
      const failures: Outcome[] = [];
      try {
        for (let round = 1; round <= inRound(1, 3); round++) {
          const outcomes: Outcome[] = [];
          const end = keepDoing(async (track) => void outcomes.push(await ask(client, track)), 4);
          for (const [i, port] of ports.entries()) {
            codes.push(await services[i]!.stop());
            services[i] = await replica(port, delay);
            await untilReady(services[i]);
          }
          await end();
          const failed = outcomes.filter(({ status = 0 }) => status !== 200 && status !== 201);
          const resets = failed.filter(({ status }) => status === undefined);
          failures.push(...failed);
          figure(
            `${name}, round ${round}`,
            `${outcomes.length.toLocaleString('en-US')} requests, ${failed.length} failed, ${resets.length} reset`,
          );
        }
      } finally {
        client.close();
        await balancer.close();
        await Promise.all(services.map((service) => service.stop()));
      }
      const seen = failures.map(({ status, error, body }) => `${status ?? error} ${body.slice(0, 200)}`);
      expect(seen).toEqual([]);
      expect(tally(codes.map(String))).toEqual({ 0: codes.length });
    },
    inRound(120_000, 400_000),
  );
});
