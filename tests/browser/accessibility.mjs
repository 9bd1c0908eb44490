// What a page is held to besides its words: every rule of axe-core that speaks of WCAG A and AA or of
// good practice, and that nothing reaches beyond the window. axe is evaluated over the debugging
// protocol, as the page's own policy rightly forbids scripts from elsewhere.
import { require } from '../program/vigie.mjs';

const { source } = require('axe-core');

export async function violations(page) {
  await page.evaluate(source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} (${node.failureSummary})`).join('; ')}`);
}

/** What is wider than the window: nothing, or the first elements that reach beyond its edge. */
export function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    return beyond.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  });
}

/** Once nothing in the window is being loaded and what is shown has been drawn. */
export async function settled(page) {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.skeleton, [aria-busy="true"]')].every((element) => {
      const { top, bottom, height } = element.getBoundingClientRect();
      return height === 0 || bottom < 0 || top > innerHeight;
    }),
  );
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}
