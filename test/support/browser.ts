import { existsSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
const results = join(__dirname, '..', '..', 'test-results');

/** Screens that people read on. */
export const screens = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} satisfies Record<string, BrowserContextOptions>;

/** A page in a profile of its own, and all that the browser has complained of in it. */
export interface Tab {
  page: Page;
  /**
   * What was written to the console as an error or a warning, violated the content security policy, failed to load, or was
   * asked for elsewhere than on this machine.
   */
  complaints: string[];
  /** Saves what the screen shows as `test-results/<screen>-<name>.png`. */
  photograph(name: string): Promise<void>;
  /** By how many pixels the page is wider than the screen. */
  overhang(): Promise<number>;
  /** What axe-core finds in the page as it is, in its light and its dark colours; photographs both. */
  barriers(name: string): Promise<string[]>;
}

/** Debian's Chromium, without a screen. */
export function startBrowser(): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error('Chromium is not installed, so no page was tested: "apt-get install chromium".');
  const quiet = ['background-networking', 'component-update', 'gpu', 'quic', 'sync'];
  const args = ['--no-sandbox', '--no-first-run', ...quiet.map((feature) => `--disable-${feature}`)];
  return chromium.launch({ executablePath, args });
}

export async function openTab(browser: Browser, screen: keyof typeof screens): Promise<Tab> {
  const context = await browser.newContext(screens[screen]);
  // Playwright's 30 s are short for a browser without a graphics card on a busy machine.
  context.setDefaultTimeout(120_000);
  await context.addInitScript(
    `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error('Content security policy: ' + violatedDirective + ' ' + blockedURI));`,
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:)/.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed to load`));
  const photograph = async (name: string) =>
    void (await page.screenshot({ path: join(results, `${screen}-${name}.png`) }));
  const barriersIn = async (colorScheme: 'light' | 'dark', name: string) => {
    await page.emulateMedia({ colorScheme });
    // The page learns of it before the next frame but one; colours change gradually.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished))');
    await photograph(`${name}-${colorScheme}`);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    // The same is often wrong in many places: the last one stands for all.
    const places = new Map(
      violations.flatMap(({ id, impact, nodes }) =>
        nodes.map(({ target, failureSummary = '' }) => [
          `${name}, ${colorScheme}: ${impact}, ${id}: ${failureSummary.split('\n').at(1)?.trim()}`,
          target.join(' ').slice(-100),
        ]),
      ),
    );
    return [...places].map(([what, where]) => `${what} (${where})`);
  };
  return {
    page,
    complaints,
    photograph,
    overhang: async () =>
      (await page.evaluate<number>('document.documentElement.scrollWidth')) - screens[screen].viewport.width,
    barriers: async (name) => [...(await barriersIn('light', name)), ...(await barriersIn('dark', name))],
  };
}
