// How the scripts talk: one line per long step, one sentence and a non-zero exit when something is in the way.

/** A problem that the person can do something about; its message is one clear sentence. */
export class Obstacle extends Error {}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a script's main function; an Obstacle becomes its sentence, anything else keeps its stack. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    process.stderr.write(
      `${error instanceof Obstacle ? error.message : (error?.stack ?? error)}\n`,
    );
    process.exitCode = 1;
  }
}

export function seconds(sinceMs) {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}
