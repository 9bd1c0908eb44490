// Every rule of axe-core that speaks of WCAG A and AA or of good practice. Evaluated over the
// debugging protocol, as the page's own policy rightly forbids scripts from elsewhere.
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = resolve(dirname(fileURLToPath(import.meta.url)), '../../web');
const { source } = createRequire(join(WEB, 'package.json'))('axe-core');

export async function violations(page) {
  await page.evaluate(source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} (${node.failureSummary})`).join('; ')}`);
}

/** How far the page is wider than its window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
