import type { Browser, Locator, Page } from 'playwright-core';
import { openTab, screens, startBrowser, type Tab } from '../support/browser.js';
import { startProcess, type ServiceProcess } from '../support/processes.js';
import type { Body } from '../support/services.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** One operation of Swagger UI, as a person handles it. */
class Operation {
  readonly block: Locator;

  constructor(
    private readonly page: Page,
    id: string,
  ) {
    this.block = page.locator(`.opblock[id$="-${id}"]`);
  }

  async open(): Promise<void> {
    await this.block.locator('.opblock-summary-control').click();
    await this.block.locator('.execute').waitFor();
  }

  parameter(name: string): Locator {
    return this.block.locator(`[data-param-name="${name}"] input`);
  }

  /** Waits until a parameter has this value: Swagger UI waits for the end of the typing. */
  async has(name: string, value: string): Promise<void> {
    await this.block.locator(`[data-param-name="${name}"] input[value="${value}"]`).waitFor();
  }

  async fillBody(body: object): Promise<void> {
    await this.block.locator('textarea.body-param__text').fill(JSON.stringify(body, null, 2));
  }

  /** Presses Execute and reads what is then shown; `sent` is the credential that went out. */
  async execute(): Promise<{ status: string; body: Body; sent: string | undefined }> {
    const request = this.page.waitForRequest(/\/api\/v1\//);
    await this.block.locator('.execute').click();
    const { authorization } = (await request).headers();
    await (await request).response();
    const shown = this.block.locator('.live-responses-table');
    const status = await shown.locator('tbody .response-col_status').innerText();
    const body: Body = JSON.parse(await shown.locator('pre.microlight').first().innerText());
    await shown.evaluate((element) => element.scrollIntoView());
    return { status: status.trim(), body, sent: authorization?.replace(/^Bearer /, '') };
  }
}

const formOf = (page: Page, scheme: string) => page.locator('.auth-container', { hasText: scheme });

/** The dialog behind Authorize. */
async function authorize({ page }: Tab, scheme: string, credential: string): Promise<void> {
  await page.locator('.scheme-container .authorize').click();
  // The first credential must be the first that is seen.
  expect(await page.locator('.modal-ux-content').evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  const form = formOf(page, scheme);
  await form.locator('input').fill(credential);
  await form.getByRole('button', { name: 'Authorize' }).click();
  await form.getByText('Logout').waitFor();
  await page.getByRole('button', { name: 'Close' }).first().click();
}

async function openDocumentation(tab: Tab, { url }: ServiceProcess): Promise<void> {
  await tab.page.goto(`${url}/docs`);
  await tab.page.locator('.opblock').first().waitFor();
}

/** At once, because Chromium looks for the place of each button anew when they are pressed one by one. */
const pressAll = (page: Page, buttons: string) =>
  page.evaluate(`document.querySelectorAll(${JSON.stringify(buttons)}).forEach((button) => button.click())`);

jest.setTimeout(300_000);

describe('Swagger UI in Chromium', () => {
  let database: TestDatabase;
  let api: ServiceProcess;
  let recordings: ServiceProcess;
  /** The api, whose people sign in elsewhere: no demo. */
  let deployed: ServiceProcess;
  let browser: Browser;
  let banner: { organization: string; token: string };

  beforeAll(async () => {
    browser = await startBrowser();
    database = await createTestDatabase();
    const env = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'warn' };
    recordings = await startProcess('recordings', env);
    api = await startProcess('api', env);
    deployed = await startProcess('api', {
      ...env,
      AUTH_ISSUER: 'https://issuer.example',
      AUTH_AUDIENCE: 'pocket',
      AUTH_JWKS_URL: 'https://issuer.example/jwks',
    });
    while (!api.printed().includes('pocket-key.json'))
      await new Promise((resolve) => api.process.stdout!.once('data', resolve));
    banner = {
      organization: /Organization\s+(org_\w+)/.exec(api.printed())![1]!,
      token: /Owner's token\s+(\S+)/.exec(api.printed())![1]!,
    };
  });
  afterAll(async () => {
    await browser?.close();
    for (const service of [api, recordings, deployed]) await service?.stop();
    await database?.drop();
  });

  describe.each(Object.keys(screens) as (keyof typeof screens)[])('on a %s', (screen) => {
    let tab: Tab;
    let page: Page;
    beforeEach(async () => {
      tab = await openTab(browser, screen);
      page = tab.page;
    });
    afterEach(() => page.context().close());

    it('leads from the token in the banner to a key, its use, its deletion and its refusal', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await openDocumentation(tab, api);
      await tab.photograph('docs');
      expect(await page.title()).toBe('Pocket organization API keys');

      await authorize(tab, 'PersonToken', banner.token);
      await page.reload();
      const create = new Operation(page, 'createApiKey');
      await create.open();
      await create.has('orgId', banner.organization);
      await create.fillBody({ name: 'My first key' });
      const created = await create.execute();
      expect(created).toMatchObject({ status: '201', sent: banner.token });
      const key = created.body.key as string;
      await page.getByRole('button', { name: 'Copy the key' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(key);
      await page.locator('.shown-once').evaluate((note) => note.scrollIntoView());
      expect(await tab.barriers('create')).toEqual([]);
      expect(await tab.overhang()).toBe(0);

      await authorize(tab, 'ApiKey', key);
      const self = new Operation(page, 'getSelf');
      await self.open();
      const alive = await self.execute();
      expect(alive).toMatchObject({ status: '200', sent: key, body: { id: created.body.id } });

      const remove = new Operation(page, 'deleteApiKey');
      await remove.open();
      await remove.parameter('keyId').fill(created.body.id as string);
      expect(await remove.execute()).toMatchObject({ status: '200', sent: banner.token });
      expect(tab.complaints).toEqual([]);

      const refused = await self.execute();
      await tab.photograph('refused');
      expect(refused).toMatchObject({ status: '401', sent: key, body: { code: 'invalid_token' } });
      expect(tab.complaints).toEqual([expect.stringMatching(/status of 401/)]);
    });

    it('has an organization’s id in every operation, once it was entered in one', async () => {
      await openDocumentation(tab, deployed);
      const [list, get, addMember] = ['listApiKeys', 'getApiKey', 'addMember'].map(
        (id) => new Operation(page, id),
      );
      await list!.open();
      await get!.open();
      for (const empty of [list!.parameter('orgId'), get!.parameter('orgId'), get!.parameter('keyId')])
        expect(await empty.inputValue()).toBe('');
      await addMember!.open();
      for (const [entered, id] of [
        [list!, banner.organization],
        [addMember!, 'org_2'],
      ] as const) {
        await entered.parameter('orgId').fill(id);
        for (const operation of [list!, get!, addMember!]) await operation.has('orgId', id);
      }
      const another = new Operation(page, 'listMembers');
      await another.open();
      expect(await another.parameter('orgId').inputValue()).toBe('org_2');
      expect(await get!.parameter('keyId').inputValue()).toBe('');
      expect(tab.complaints).toEqual([]);
    });

    it('sends the person’s credential where there are two, or the one that is chosen', async () => {
      const path = `/api/v1/organization/${banner.organization}/api-keys`;
      const { body } = await api.call(path, { method: 'POST', token: banner.token, body: { name: screen } });
      await openDocumentation(tab, recordings);
      await authorize(tab, 'ApiKey', body.key as string);
      const list = new Operation(page, 'listRecordings');
      await list.open();
      await list.parameter('orgId').fill(banner.organization);
      expect(await list.execute()).toMatchObject({ status: '200', sent: body.key });
      expect(await page.getByLabel('Send').count()).toBe(0);

      await authorize(tab, 'PersonToken', banner.token);
      expect(await page.getByLabel('Send').inputValue()).toBe('PersonToken');
      expect(await list.execute()).toMatchObject({ status: '200', sent: banner.token });
      await page.getByLabel('Send').selectOption('ApiKey');
      expect(await list.execute()).toMatchObject({ status: '200', sent: body.key });
      await page.getByLabel('Send').evaluate((select) => select.scrollIntoView());
      expect(await tab.barriers('two-credentials')).toEqual([]);
      expect(tab.complaints).toEqual([]);
    });

    it('hides credentials while they are typed, and keeps them beyond a reload in a demo only', async () => {
      for (const service of [api, deployed]) {
        await openDocumentation(tab, service);
        await page.locator('.scheme-container .authorize').click();
        for (const scheme of ['PersonToken', 'ApiKey', 'ServiceCredential'])
          expect(await formOf(page, scheme).locator('input').last().getAttribute('type')).toBe('password');
        if (service === api) expect(await tab.barriers('authorize')).toEqual([]);
        await page.getByRole('button', { name: 'Close' }).first().click();
        await authorize(tab, 'ApiKey', 'pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD');
        const kept = await page.evaluate(
          'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
        );
        await page.reload();
        await page.locator('.opblock').first().waitFor();
        const isKept = service === api;
        if (isKept) expect(kept).toContain('pk_live_');
        else expect(kept).toBe('[{},{},""]');
        expect(await page.locator('.scheme-container .authorize.locked').count()).toBe(isKept ? 1 : 0);
      }
      expect(tab.complaints).toEqual([]);
    });

    it.each(['api', 'recordings'])('shows every operation and schema of %s', async (name) => {
      await openDocumentation(tab, name === 'api' ? api : recordings);
      expect(await tab.barriers(name)).toEqual([]);
      const operations = page.locator('.opblock');
      const document = (await (await fetch(`${new URL(page.url()).origin}/openapi.json`)).json()) as {
        paths: Record<string, object>;
      };
      const count = Object.values(document.paths).flatMap((path) => Object.keys(path)).length;
      expect(await operations.count()).toBe(count);
      await pressAll(page, '.opblock-summary-control');
      await operations
        .locator('.responses-table')
        .nth(count - 1)
        .waitFor();
      await pressAll(page, '.opblock-post .tablinks[data-name="model"]');
      expect(await operations.locator('.response[data-code^="4"]').count()).toBe(0);
      const errors = operations.first().getByRole('button', { name: 'Errors: 400, 401, 403' });
      await errors.click();
      const error = operations.first().locator('.response[data-code="401"]');
      expect(await error.innerText()).toContain('invalid_token');
      await error.getByRole('button').click();
      await error.getByText('"/problems/unauthenticated"').waitFor();
      await pressAll(page, '.models-control');
      await page.locator('.models.is-open').waitFor();
      await errors.evaluate((button) => button.scrollIntoView({ block: 'center' }));
      expect(await tab.overhang()).toBe(0);
      expect(await tab.barriers(`${name}-open`)).toEqual([]);
      expect(tab.complaints).toEqual([]);
    });

    it.each([
      ['home', '/'],
      ['problems', '/problems'],
      ['problem', '/problems/invalid_token'],
    ])('the page %s can be read at %s', async (name, path) => {
      await page.goto(api.url + path);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await tab.overhang()).toBe(0);
      expect(await tab.barriers(name)).toEqual([]);
      expect(tab.complaints).toEqual([]);
    });
  });
});
