import { expect, test } from 'vitest';
import { projectSchema } from '#project/schema.ts';
import { smallProject } from '../../testing/project.ts';
import { makeRoom } from './make-room.ts';

test('earlier versions go first, then the modules that the project does not use, and it is said', async () => {
  const sha256 = 'a'.repeat(64);
  const project = projectSchema.parse({
    ...smallProject(),
    plugins: [{ source: { kind: 'module', name: 'used.wasm', sha256 } }],
  });
  let versions = 12;
  let kept = [sha256, 'b'.repeat(64)];
  const storage = {
    dropVersions: () => {
      const dropped = versions;
      versions = 0;
      return Promise.resolve(dropped);
    },
  };
  const modules = {
    dropOthers: (wanted: readonly string[]) => {
      const before = kept.length;
      kept = kept.filter((one) => wanted.includes(one));
      return Promise.resolve(before - kept.length);
    },
  };
  expect(await makeRoom(storage, modules, project)).toContain(
    '12 earlier versions of your projects were removed',
  );
  expect(kept).toHaveLength(2);
  expect(await makeRoom(storage, modules, project)).toContain(
    '1 module that this project does not use was removed',
  );
  expect(kept).toEqual([sha256]);
  expect(await makeRoom(storage, modules, project)).toBeNull();
});
