// The tour holds from a clean profile: every step of docs/tour.md leads to what it says, and the tour shows the filter that was tried.

import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, test } from './fixtures.ts';
import { tourFilter, tourSteps } from './tour/steps.ts';

test('from an idea to a bundle, as the tour tells it', async ({ page }) => {
  const tour = readFileSync('docs/tour.md', 'utf8');
  expect(tour).toContain(tourFilter);
  for (const { name, walk } of tourSteps) {
    await test.step(name, () => walk(page));
    expect(tour).toContain(`images/tour-${name}.png`);
  }
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download .*\.zip$/ }).click();
  const download = await downloading;
  expect(tour).toContain(download.suggestedFilename());
  const files = Object.keys(unzipSync(readFileSync(await download.path())));
  expect(files).toEqual(expect.arrayContaining(['envoy.yaml', 'README.md', 'assembly/filter.ts']));
});
