// How long links are beside what lz-string makes of the same JSON, and how long reading one takes that is damaged.

import lzString from 'lz-string';
import { examples, readExample } from '#examples/node.ts';
import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { joinParts, splitParts } from '#share/link-format.ts';
import { readLink } from '#share/read-link.ts';
import { writeLink } from '#share/write-link.ts';
import type { Figure } from './figures.ts';
import { fromScratch, withOneWordChanged } from './link-projects.ts';

export async function linkLength(): Promise<Figure[]> {
  const dictionary = await newestDictionary();
  const measure = (project: Project) => {
    const link = writeLink(project, dictionary);
    if (link === null) throw new Error(`${project.name} fits no link`);
    const json = JSON.stringify(compactProject(project));
    return { characters: link.length, peer: lzString.compressToEncodedURIComponent(json).length };
  };
  const figure = (name: string, aim: string, projects: Project[]): Figure => {
    const all = projects.map(measure);
    const [worst] = all.toSorted(
      (one, other) => other.characters / other.peer - one.characters / one.peer,
    );
    if (worst === undefined) throw new Error('nothing to measure');
    return {
      name,
      value: worst.characters,
      unit: 'characters',
      ratio: worst.characters / worst.peer,
      peer: 'lz-string on the same JSON',
      aim,
    };
  };
  const projects = examples.map(({ slug }) => readExample(slug));
  return [
    figure('link to an example, worst of all', '≤ 0.05', projects),
    figure(
      'link to an example with one word changed, worst of all',
      '≤ 0.05',
      projects.map(withOneWordChanged),
    ),
    figure('link to a filter of 110 lines from scratch', '≤ 0.3', [fromScratch()]),
    await slowestRefusal(writeLink(fromScratch(), dictionary) ?? ''),
  ];
}

/** Of a thousand links that were tampered with, their check made to fit, against opening the link they were made of. */
async function slowestRefusal(link: string): Promise<Figure> {
  // The best of three: what else the machine does is no part of it.
  const timeOf = async (text: string): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const before = performance.now();
      await readLink(text);
      times.push(performance.now() - before);
    }
    return Math.min(...times);
  };
  const parts = splitParts(link);
  if ('kind' in parts) throw new Error(parts.message);
  const tampered = Array.from({ length: 1000 }, (_, count) => {
    const at = Math.floor((count / 1000) * parts.data.length);
    const data = `${parts.data.slice(0, at)}${count % 2 === 0 ? '-' : 'Zz'}${parts.data.slice(at + 1)}`;
    return joinParts({ ...parts, data });
  });
  await timeOf(link);
  const whole = await timeOf(link);
  let slowest = 0;
  for (const text of tampered) slowest = Math.max(slowest, await timeOf(text));
  return {
    name: 'slowest of 1000 damaged links until it is refused',
    value: slowest,
    unit: 'ms',
    ratio: slowest / whole,
    peer: 'opening the whole link',
    aim: '≤ 50 ms',
  };
}
