import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { examples, readExample } from '#examples/node.ts';
import type { Project } from '#project/schema.ts';
import { encodeBase64Url } from './base64url.ts';
import { claimsToBeLink } from './claims-to-be-link.ts';
import { dictionaryBytes, newestDictionary } from './dictionary.ts';
import { mostBytes } from './inflate.ts';
import { deepest } from './json-depth.ts';
import { joinParts } from './link-format.ts';
import { readLink } from './read-link.ts';
import { anyProject } from './testing/any-project.ts';
import { writeLink } from './write-link.ts';

const dictionary = await newestDictionary();
const example = readExample('hello-header');
const place = { scenario: 1, seq: 17 };

function linkOf(project: Project): string {
  const link = writeLink(project, dictionary);
  if (link === null) throw new Error('too large');
  return link;
}

/** A link around any text, as somebody with bad intentions makes one. */
function linkAround(text: string, name = 'a'): string {
  const before = dictionaryBytes(dictionary, null) ?? new Uint8Array();
  const packed = deflateSync(new TextEncoder().encode(text), { level: 9, dictionary: before });
  return joinParts({ dictionary: name, data: encodeBase64Url(packed), place: null });
}

async function problemOf(link: string): Promise<string> {
  const read = await readLink(link);
  return read.ok ? 'opened' : read.problem.kind;
}

describe('a link', () => {
  test('holds any Project', async () => {
    await fc.assert(
      fc.asyncProperty(anyProject(), async (project) => {
        expect(await readLink(linkOf(project))).toEqual({ ok: true, project, place: null });
      }),
      { numRuns: 200 },
    );
  });

  test('to an example that was edited fits a chat message twice over', async () => {
    for (const { slug } of examples.filter((one) => Object.hasOwn(dictionary.examples, one.slug))) {
      const project = readExample(slug);
      const edited = { ...project, name: 'Mine', description: 'One that I have changed.' };
      const link = linkOf(edited);
      expect(link.length, slug).toBeLessThan(1000);
      expect(await readLink(link), slug).toEqual({ ok: true, project: edited, place: null });
    }
  });

  test('leads to an event, and to nothing when there is no such scenario', async () => {
    const link = writeLink(example, dictionary, place);
    expect(link).toMatch(/\.s1e17$/);
    expect(await readLink(link ?? '')).toMatchObject({ ok: true, place });
    const beyond = writeLink(example, dictionary, { scenario: 99, seq: null });
    expect(await readLink(beyond ?? '')).toMatchObject({ ok: true, place: null });
  });

  test('is read with what surrounds it in a text', async () => {
    for (const around of [`#${linkOf(example)}`, `${linkOf(example)})`, `${linkOf(example)}._`])
      expect(await problemOf(around)).toBe('opened');
    expect(linkOf(example)).toMatch(/^[A-Za-z0-9._-]*[A-Za-z0-9]$/);
  });

  test('is not made of what is too large or too deep to be read again', () => {
    const large = { ...example, description: 'x'.repeat(mostBytes) };
    expect(writeLink(large, dictionary)).toBeNull();
    const deep: unknown = JSON.parse('['.repeat(deepest + 1) + ']'.repeat(deepest + 1));
    const metadata = { deep } as Project['node']['metadata'];
    expect(writeLink({ ...example, node: { ...example.node, metadata } }, dictionary)).toBeNull();
  });

  test('is told apart from an anchor', () => {
    expect(claimsToBeLink(`#${linkOf(example)}`)).toBe(true);
    expect(claimsToBeLink('#results')).toBe(false);
    expect(claimsToBeLink('')).toBe(false);
  });
});

describe('a link that cannot be opened', () => {
  test('is cut off, wherever it was cut', async () => {
    const link = writeLink(example, dictionary, place) ?? '';
    const whole = link.indexOf('.s1e17');
    for (let length = 2; length < whole; length++)
      expect(await problemOf(link.slice(0, length)), link.slice(0, length)).toBe('truncated');
  });

  test('has other characters than were shared', async () => {
    const link = linkOf(example);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(link.length - 1),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }),
        async (at, characters) => {
          const mutated = link.slice(0, at) + characters + link.slice(at + characters.length);
          const read = await readLink(mutated);
          if (read.ok) expect(read.project).toEqual(example);
          else expect(read.problem.message).toMatch(/^This link .*\.$/s);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('was tampered with, its check made to fit', async () => {
    const [, name = '', data = ''] = linkOf(example).split('.');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(data.length - 1),
        fc.stringMatching(/^[A-Za-z0-9_-]{1,4}$/),
        async (at, characters) => {
          const changed = data.slice(0, at) + characters + data.slice(at + characters.length);
          const read = await readLink(joinParts({ dictionary: name, data: changed, place: null }));
          if (!read.ok) expect(read.problem.message).toMatch(/^This link .*\.$/s);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('swells, goes too deep or is no project', async () => {
    expect(await problemOf(linkAround(' '.repeat(mostBytes + 1)))).toBe('too-large');
    expect(await problemOf(linkAround('\0'.repeat(20_000_000)))).toBe('too-large');
    expect(await problemOf(linkAround('['.repeat(500_000)))).toBe('too-large');
    expect(await problemOf(`1.a.${'A'.repeat(3_000_000)}.aaaaa`)).toBe('too-large');
    expect(await problemOf(linkAround('{"format":'))).toBe('damaged');
    expect(await problemOf(linkAround('{"format":1,"name":""}'))).toBe('no-project');
    expect(await problemOf(linkAround('[]'))).toBe('no-project');
  });

  test('comes from a newer Sluice', async () => {
    const newer = await readLink('#2.z.abc.def');
    expect(newer).toMatchObject({ ok: false, problem: { kind: 'newer-format' } });
    expect(await problemOf(linkAround('{}', 'z'))).toBe('unknown-dictionary');
    expect(await problemOf(linkAround('{}', 'a-nothing'))).toBe('unknown-dictionary');
    expect(await problemOf(linkAround('{}', 'a-__proto__'))).toBe('unknown-dictionary');
  });
});
