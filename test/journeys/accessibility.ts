import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE } from './visitor.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Where pictures of every audited view go; nowhere without it. */
const SHOTS = process.env['PORTAL_JOURNEY_SHOTS'];

/** Of two neighbours, one thing differs. */
const VIEWS = [
  { name: '1440-light', viewport: DESKTOP, colorScheme: 'light' },
  { name: '390-light', viewport: PHONE, colorScheme: 'light' },
  { name: '390-dark', viewport: PHONE, colorScheme: 'dark' },
  { name: '1440-dark', viewport: DESKTOP, colorScheme: 'dark' },
] as const;

/** Colours that fade from one theme to the other are nobody's. */
const STANDS_STILL = `Promise.allSettled(
  document.getAnimations().filter((it) => it.effect.getComputedTiming().endTime !== Infinity).map((it) => it.finished),
)`;

interface AxeResults {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/**
 * What axe finds against WCAG 2.2 A and AA on the page as it stands, on a desk and on a phone, light and dark,
 * and what sticks out of a phone's width. One line a finding.
 */
export const barriers = async (page: Page, name: string): Promise<string[]> => {
  const found: string[] = [];
  await page.evaluate(AXE);
  for (const { name: view, viewport, colorScheme } of VIEWS) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await page.setViewportSize(viewport);
    // As tall as the page, or what lies half below a bar counts as too small to hit.
    const height = (await page.evaluate('document.documentElement.scrollHeight')) as number;
    if (height > viewport.height) await page.setViewportSize({ ...viewport, height });
    await page.evaluate(STANDS_STILL);
    if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${name}-${view}.png`) });
    const options = JSON.stringify({ runOnly: TAGS, resultTypes: ['violations'] });
    const { violations } = (await page.evaluate(`axe.run(${options})`)) as AxeResults;
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        found.push(`${name} ${view}: ${id} at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`);
    const overhang = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
    if (overhang > 0) found.push(`${name} ${view}: ${overhang} px wider than the window`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(DESKTOP);
  return found;
};
