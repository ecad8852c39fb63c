// What the filters of the comparison say in Sluice: that both sides are equal does not yet mean that the authors meant it so.

import { describe, expect, it } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import type { Project } from '#project/schema.ts';
import type { ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { compatProjects } from './projects.ts';

/** Played one after the other: there is one compiler. */
async function play(project: Project): Promise<ScenarioReport[]> {
  const modules = await pluginModules(project, 'release');
  return runProject({ id: 1, project, modules, options: {} }, () => undefined, null).scenarios;
}

const projects = compatProjects();
const soloIo = await play(projects.soloIo);
const gcoredev = await play(projects.gcoredev);

function scenario(scenarios: ScenarioReport[], name: string): ScenarioReport {
  const found = scenarios.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no scenario ${name}.`);
  return found;
}

/** The lines of the log, without the first ones, which all scenarios share. */
function lines({ events }: ScenarioReport): string[] {
  return events.flatMap((event) => (event.kind === 'log' ? [event.message] : []));
}

const sent = ({ exchanges: [first] }: ScenarioReport) => first?.upstreamRequest;
const got = ({ exchanges: [first] }: ScenarioReport) => first?.clientResponse;

describe('a filter for @solo-io/proxy-runtime', () => {
  it('reads, adds, replaces, removes and sets headers', () => {
    const headers = sent(scenario(soloIo, 'headers'))?.headers;
    expect(headers).toContainEqual(['x-added', 'two']);
    expect(headers).toContainEqual(['x-a', 'one']);
    expect(headers).toContainEqual(['x-set', '']);
    expect(headers?.some(([name]) => name === 'user-agent')).toBe(false);
  });

  it('reads and replaces a body', () => {
    expect(sent(scenario(soloIo, 'body'))?.body.data).toBe('<one two>');
    expect(lines(scenario(soloIo, 'body'))).toContain('one two 7 0');
  });

  it('changes trailers of both directions', () => {
    const { exchanges } = scenario(soloIo, 'trailers');
    expect(exchanges[0]?.upstreamRequest?.trailers).toEqual([
      ['x-end', '1'],
      ['x-trailer', '1'],
    ]);
    expect(exchanges[1]?.clientResponse?.trailers).toEqual([['x-end', 'changed']]);
  });

  it('answers by itself', () => {
    const answer = got(scenario(soloIo, 'reply'));
    expect(answer?.headers).toContainEqual([':status', '403']);
    expect(answer?.headers).toContainEqual(['x-reply', 'ja\u{1f44d}']);
    expect(answer?.body.data).toBe('not\nallowed');
  });

  it('holds a request until a call is answered', () => {
    expect(lines(scenario(soloIo, 'call'))).toContain('call 4 200 from the side');
    expect(sent(scenario(soloIo, 'call'))?.headers).toContainEqual(['x-checked', '200']);
    expect(got(scenario(soloIo, 'call, refused'))?.headers).toContainEqual([':status', '503']);
    expect(sent(scenario(soloIo, 'nowhere'))?.headers).toContainEqual(['x-result', '2']);
  });

  it('reads properties by parts and with dots, and gets nothing for one that is not there', () => {
    expect(lines(scenario(soloIo, 'properties'))).toEqual(
      expect.arrayContaining([
        'plugin_root_id=some root id',
        'request/path=/',
        'request.method=GET',
        'request.nothing=',
        'value',
      ]),
    );
  });

  it('shares data and queues', () => {
    const said = lines(scenario(soloIo, 'share'));
    expect(said).toEqual(expect.arrayContaining(['1 ', '0 shar', 'queue: share', 'then 7']));
    expect(
      said.filter((line) => line.startsWith('set_shared_data: "key" is not set')),
    ).toHaveLength(2);
  });

  it('counts, sets and reads metrics', () => {
    expect(lines(scenario(soloIo, 'metrics'))).toEqual(expect.arrayContaining(['2', '3 6']));
  });

  it('resumes a request from a tick', () => {
    expect(sent(scenario(soloIo, 'tick'))?.headers).toContainEqual(['x-tick', '1']);
  });

  it('goes on after what the proxy refuses, with a line in the log', () => {
    const said = lines(scenario(soloIo, 'wrong'));
    for (const name of ['add', 'remove', 'replace'])
      expect(said).toContain(
        `${name}_header_map_value: the proxy answered with status 2 (WasmResultValues)`,
      );
    expect(got(scenario(soloIo, 'wrong'))?.headers).toContainEqual([':status', '200']);
  });

  it('aborts with message and place', () => {
    expect(lines(scenario(soloIo, 'abort'))).toContainEqual(
      expect.stringMatching(/^meant to at assembly\/filter\.ts:\d+:\d+$/),
    );
  });
});

describe('a filter for @gcoredev/proxy-wasm-sdk-as', () => {
  it('changes headers and bodies', () => {
    expect(sent(scenario(gcoredev, 'headers'))?.headers).toContainEqual(['x-a', 'empty']);
    expect(got(scenario(gcoredev, 'body'))?.body.data).toBe('SOME TEXT');
    expect(sent(scenario(gcoredev, 'append'))?.body.data).toBe('one +two++');
    expect(got(scenario(gcoredev, 'body'))?.headers).toContainEqual([
      'x-compat',
      'a configuration',
    ]);
  });

  it('answers by itself', () => {
    const answer = got(scenario(gcoredev, 'reply'));
    expect(answer?.headers).toContainEqual([':status', '401']);
    expect(answer?.headers).toContainEqual(['www-authenticate', 'Basic']);
  });

  it('holds requests and responses until a call is answered', () => {
    expect(lines(scenario(gcoredev, 'call'))).toContain('answer 4 13 0');
    expect(got(scenario(gcoredev, 'call'))?.headers).toContainEqual([':status', '200']);
    expect(got(scenario(gcoredev, 'answer'))?.headers).toContainEqual(['x-side', 'seen']);
    expect(lines(scenario(gcoredev, 'refresh'))).toContain('refreshed 0');
  });

  it('reads the environment, and is told what Envoy does not have', () => {
    expect(lines(scenario(gcoredev, 'fastedge'))).toEqual([
      'fastedge',
      '70000xxx',
      'getSecret("KEY"): only Gcore FastEdge has this, Envoy does not; the result is empty',
      'secret: ',
      'KvStore.open("store"): only Gcore FastEdge has this, Envoy does not; the result is empty',
      'no store',
    ]);
  });

  it('shares data, with a check that nobody was quicker, and queues', () => {
    expect(lines(scenario(gcoredev, 'share'))).toEqual([
      ...['share', '1', '0', '8', '00', 'queue: put', 'true'],
      ...['share', 'value', '0', '8', '00', 'queue: put', 'true'],
    ]);
  });
});
