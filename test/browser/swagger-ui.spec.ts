import type { Browser, Locator, Page } from 'playwright-core';
import { openTab, screens, startBrowser, type Tab } from '../support/browser.js';
import { startProcess, type ServiceProcess } from '../support/processes.js';
import type { Body } from '../support/services.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** One operation of Swagger UI, as a person handles it. */
class Operation {
  private readonly block: Locator;

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

  async fill(parameter: string, value: string): Promise<void> {
    await this.block.locator(`[data-param-name="${parameter}"] input`).fill(value);
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

/** The fields of the dialog behind Authorize. */
async function authorize(tab: Tab, scheme: string, credential: string, photograph?: string): Promise<void> {
  const { page } = tab;
  await page.locator('.scheme-container .authorize').click();
  // The first credential must be the first that is seen.
  expect(await page.locator('.modal-ux-content').evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  const form = page.locator('.auth-container', { hasText: scheme });
  await form.locator('input').fill(credential);
  if (photograph) await tab.photograph(photograph);
  await form.getByRole('button', { name: 'Apply credentials' }).click();
  await form.getByText('Logout').waitFor();
  await page.locator('.close-modal').click();
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
  let browser: Browser;
  let banner: { organization: string; token: string };

  beforeAll(async () => {
    browser = await startBrowser();
    database = await createTestDatabase();
    const env = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'warn' };
    recordings = await startProcess('recordings', env);
    api = await startProcess('api', env);
    while (!api.printed().includes('pocket-key.json'))
      await new Promise((resolve) => api.process.stdout!.once('data', resolve));
    banner = {
      organization: /Organization\s+(org_\w+)/.exec(api.printed())![1]!,
      token: /Owner's token\s+(\S+)/.exec(api.printed())![1]!,
    };
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await recordings?.stop();
    await database?.drop();
  });

  describe.each(Object.keys(screens) as (keyof typeof screens)[])('on a %s', (screen) => {
    let tab: Tab;
    beforeEach(async () => {
      tab = await openTab(browser, screen);
    });
    afterEach(() => tab?.page.context().close());

    it('leads from the token in the banner to a key, its use, its deletion and its refusal', async () => {
      const { page } = tab;
      await openDocumentation(tab, api);
      await tab.photograph('docs');
      expect(await page.title()).toBe('Pocket organization API keys');
      expect(await tab.overhang()).toBe(0);

      await authorize(tab, 'PersonToken', banner.token, 'authorize');
      await page.reload();
      const create = new Operation(page, 'createApiKey');
      await create.open();
      await tab.photograph('before-create');
      await create.fill('orgId', banner.organization);
      await create.fillBody({ name: 'My first key' });
      const created = await create.execute();
      await tab.photograph('create');
      expect(created).toMatchObject({ status: '201', sent: banner.token });
      expect(await tab.overhang()).toBe(0);

      const key = created.body.key as string;
      await authorize(tab, 'ApiKey', key);
      const self = new Operation(page, 'getSelf');
      await self.open();
      const alive = await self.execute();
      expect(alive).toMatchObject({ status: '200', sent: key, body: { id: created.body.id } });

      const remove = new Operation(page, 'deleteApiKey');
      await remove.open();
      await remove.fill('orgId', banner.organization);
      await remove.fill('keyId', created.body.id as string);
      expect(await remove.execute()).toMatchObject({ status: '200', sent: banner.token });
      expect(tab.complaints).toEqual([]);

      const refused = await self.execute();
      await tab.photograph('refused');
      expect(refused).toMatchObject({ status: '401', sent: key, body: { code: 'invalid_token' } });
      expect(tab.complaints).toEqual([expect.stringMatching(/status of 401/)]);
    });

    it.each(['api', 'recordings'])('shows every operation and schema of %s', async (name) => {
      const { page } = tab;
      await openDocumentation(tab, name === 'api' ? api : recordings);
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
      await pressAll(page, '.models-control');
      await page.locator('.models.is-open').waitFor();
      expect(await tab.overhang()).toBe(0);
      expect(tab.complaints).toEqual([]);
    });

    it.each([
      ['home', '/'],
      ['problems', '/problems'],
      ['problem', '/problems/invalid_token'],
    ])('the page %s can be read at %s', async (name, path) => {
      await tab.page.goto(api.url + path);
      await tab.photograph(name);
      expect(await tab.page.locator('h1').count()).toBe(1);
      expect(await tab.overhang()).toBe(0);
      expect(tab.complaints).toEqual([]);
    });
  });
});
