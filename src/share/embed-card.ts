// A link as a frame to be put into another page.

import type { Project } from '#project/schema.ts';

const heightPx = 480;

/** @param url Of the embed page, with the link's fragment. */
export function embedCard(project: Project, url: string): string {
  return `<iframe title="${attribute(`${project.name} in Sluice`)}" src="${attribute(url)}" width="100%" height="${heightPx}" style="border: 1px solid #8a94a0; border-radius: 4px" loading="lazy"></iframe>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
