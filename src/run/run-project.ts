// Runs a Project with everything that a run may need.

import { foreignLibrary } from '#sim/foreign-codecs.ts';
import type { RunProgress, RunReport, RunRequest } from './api.ts';
import { playProject, type PositionReader } from './play.ts';

/** As {@link playProject}. */
export function runProject(
  request: RunRequest,
  onProgress: (progress: RunProgress) => void,
  readPositions: PositionReader | null,
): RunReport {
  return playProject(request, onProgress, readPositions, foreignLibrary);
}
