import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
const results = join(__dirname, '..', '..', 'test-results');

/** Screens that people read on. */
export const screens = {
  desktop: { viewport: { width: 1280, height: 900 } },
  telephone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} satisfies Record<string, BrowserContextOptions>;

/** A page in a profile of its own, and all that the browser has complained of in it. */
export interface Tab {
  page: Page;
  /** What was written to the console as an error or a warning, violated the content security policy, or failed to load. */
  complaints: string[];
  /** Saves what the screen shows as `test-results/<screen>-<name>.png`. */
  photograph(name: string): Promise<void>;
  /** By how many pixels the page is wider than the screen. */
  overhang(): Promise<number>;
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
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed to load`));
  return {
    page,
    complaints,
    photograph: async (name) =>
      void (await page.screenshot({ path: join(results, `${screen}-${name}.png`) })),
    overhang: async () =>
      (await page.evaluate<number>('document.documentElement.scrollWidth')) - screens[screen].viewport.width,
  };
}
