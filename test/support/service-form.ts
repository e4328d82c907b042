import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { DataSource } from 'typeorm';

export const serviceSecret = 'of the remote service';
/** Two services, as `INTROSPECTION_CLIENTS` names them. */
export const serviceClients = ['things', 'others']
  .map((id) => `${id}=${createHash('sha256').update(serviceSecret).digest('hex')}`)
  .join(',');

export type Form = Record<string, string> | [string, string][];

/**
 * What a remote verifier of this service asks of an api. Not by `fetch`, which holds every answer against the document: the protocol
 * between our libraries is not in it.
 */
export function askAsService(api: string, route: string, form: Form, service = 'things') {
  const authorization = service && `Basic ${Buffer.from(`${service}:${serviceSecret}`).toString('base64')}`;
  return post(`${api}/api/v1/api-keys/${route}`, authorization, new URLSearchParams(form).toString());
}

export async function post(url: string, authorization: string, form: string) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(authorization && { authorization }),
  };
  const asking = request(url, { method: 'POST', headers }).end(form);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const body = JSON.parse(Buffer.concat(await answer.toArray()).toString()) as Record<string, unknown>;
  return { status: answer.statusCode!, body };
}

/** The ids of the leases that services have by the api; those of processes with the database are UUIDs. */
export async function leasesOfServices(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ id: string }[]>('SELECT id FROM verifier_leases');
  return rows.map(({ id }) => id).filter((id) => id[12] === '-');
}
