// Everything that can be done by name: the command palette's list, made of what is on the page now.

import { editorActions } from '../../../editor/editor-actions.ts';
import { sourceFiles } from '../../../store/edit-project.ts';
import type { PlaygroundState } from '../../../store/playground-store.ts';
import type { Workbench } from '../../../workbench.ts';
import { projectsKeys, redoKeys, runKeys, shareKeys, undoKeys } from '../../frame/keys.ts';
import { formTitles, resultTitles } from '../../titles.ts';
import type { Command } from './find-commands.ts';

export function commandsOf(workbench: Workbench, toggleTheme: () => void): Command[] {
  const state = workbench.store.getState();
  return [
    { name: 'Run', keys: runKeys, run: workbench.runNow },
    { name: 'Take back the last edit', keys: undoKeys, run: state.undo },
    { name: 'Make the edit again', keys: redoKeys, run: state.redo },
    command(state.live ? 'Switch live off' : 'Switch live on', () =>
      state.show({ live: !state.live }),
    ),
    command(
      state.maximized === null ? 'Enlarge the result' : 'Show editor and scenario again',
      () => state.show({ maximized: state.maximized === null ? 'result' : null }),
    ),
    command('Light or dark theme', toggleTheme),
    command('Time and threads…', () => {
      state.showForm(state.formTab);
      state.show({ trying: true });
    }),
    { name: 'Projects…', keys: projectsKeys, run: () => state.showDialog('projects') },
    command('Open an envoy.yaml…', () => state.showDialog('open-envoy')),
    ...originCommands(state),
    command('Save the project as a file', () => void workbench.files.save(null)),
    command('New project', () => void workbench.projectList.create()),
    command('Examples…', () => state.showDialog('examples')),
    { name: 'Share: copy a link', keys: shareKeys, run: state.share },
    command('Check in Envoy', workbench.envoyCheck.start),
    command('Download…', () => state.showDialog('download')),
    command('Explain an error…', () => state.explain('')),
    command('Help and keys', () => state.showDialog('help')),
    command(state.debugging ? 'Stop debugging in DevTools' : 'Debug in DevTools', () =>
      workbench.debug(!state.debugging),
    ),
    command('Add an empty filter to the chain', workbench.chain.addEmpty),
    ...scenarioCommands(state),
    ...paneCommands(state),
    ...sourceCommands(state),
    ...editorActions.map(({ id, name, keys }) => ({
      name,
      keys,
      // Only when the dialog has given the focus back: some actions end when the editor loses it.
      run: () => void setTimeout(() => workbench.editorAction(id), 50),
    })),
    ...workbench.examples.map(({ slug, summary }) =>
      command(`Open example ${slug}: ${summary}`, () => void workbench.projects.openExample(slug)),
    ),
  ];
}

function command(name: string, run: () => void): Command {
  return { name, keys: '', run };
}

function originCommands({ envoyOrigin, showDialog }: PlaygroundState): Command[] {
  return envoyOrigin === null
    ? []
    : [
        command('What the project does not say of its envoy.yaml', () =>
          showDialog('envoy-origin'),
        ),
      ];
}

function scenarioCommands({ project, showScenario }: PlaygroundState): Command[] {
  return project.scenarios.map(({ name }, index) =>
    command(`Scenario ${name}`, () => showScenario(index)),
  );
}

function paneCommands({ show, showForm }: PlaygroundState): Command[] {
  return [
    ...entries(formTitles).map(([formTab, title]) =>
      command(`Edit ${title}`, () => showForm(formTab)),
    ),
    ...entries(resultTitles).map(([resultTab, title]) =>
      command(`Show ${title}`, () => show({ resultTab })),
    ),
  ];
}

function sourceCommands({ project, show }: PlaygroundState): Command[] {
  const several = project.plugins.length > 1;
  return project.plugins.flatMap(({ name }, plugin) =>
    sourceFiles(project, plugin).map(({ path }) =>
      command(`Open file ${path}${several ? ` of ${name || `filter ${plugin + 1}`}` : ''}`, () =>
        show({ plugin, file: path, maximized: null }),
      ),
    ),
  );
}

function entries<K extends string>(titles: Record<K, string>): [K, string][] {
  return Object.entries(titles) as [K, string][];
}
