// A whole tab but for the browser: store, saving, projects, put together as on the page. Two of them may share what is kept.

import { setFileText } from '../store/edit-project.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { startKeeping } from '../controllers/keeping/start-keeping.ts';
import type { TabChannel } from '../controllers/keeping/tab-controller.ts';
import type { TabMessage } from '../controllers/keeping/tab-rules.ts';
import { withMemory } from '../controllers/keeping/with-memory.ts';
import { startUp } from '../controllers/start-up.ts';
import { memoryMoments, memoryRecords, memoryStorage } from './memory-storage.ts';
import { smallProject } from './project.ts';

/** What the tabs of one browser have in common. */
export interface Browser {
  records: ReturnType<typeof memoryRecords>;
  moments: ReturnType<typeof memoryMoments>;
  channels: Set<(message: TabMessage) => void>;
  /** Counts tabs, ids and moments. */
  count: number;
}

export function testBrowser(): Browser {
  return {
    records: memoryRecords(),
    moments: memoryMoments(),
    channels: new Set(),
    count: 0,
  };
}

export interface Notice {
  text: string;
  act: (() => void) | null;
}

export async function testTab(browser = testBrowser()) {
  const name = `tab ${++browser.count}`;
  const now = (): number => ++browser.count;
  const newId = (): string => `id ${++browser.count}`;
  const memory = memoryStorage(browser.records, name, now);
  const storage = withMemory(memory);
  const notices: Notice[] = [];
  const room: string[] = [];
  const loadExample = () => Promise.resolve({ ...smallProject(), name: 'an example' });
  const {
    work,
    kept,
    notices: said,
  } = await startUp({
    storage,
    moments: browser.moments,
    loadExample,
    newId,
    defaultExample: 'first',
  });
  notices.push(...said.map((text) => ({ text, act: null })));
  const store = createPlaygroundStore(work.project);
  store.getState().openProject({ ...work, projectId: kept?.id ?? null });
  const typing = { text: '' };
  const flushEditors = (): void => {
    const { text } = typing;
    typing.text = '';
    if (text !== '') edit(text);
  };
  const {
    persistence,
    projects,
    projectList: list,
    tabs,
  } = startKeeping({
    store,
    storage,
    moments: browser.moments,
    newId,
    kept,
    loadExample,
    defaultExample: 'first',
    flushEditors,
    makeRoom: () => Promise.resolve(room.shift() ?? null),
    channel: channelIn(browser),
    tab: name,
    now,
    askToPersist: () => undefined,
    tellKept: (text, act) => notices.push({ text: `kept ${text}`, act }),
    tellUndo: (text, act) => notices.push({ text, act }),
    tell: (text) => notices.push({ text, act: null }),
  });

  function edit(text: string): void {
    store.getState().editProject((project) => setFileText(project, 0, 'filter.ts', text));
  }
  const source = (): string => {
    const first = store.getState().project.plugins[0]?.source;
    return first?.kind === 'assemblyscript' ? (first.files[0]?.text ?? '') : '';
  };
  const names = async (): Promise<string[]> =>
    (await list.entries()).map((entry) => entry.name).toSorted();
  return {
    store,
    storage,
    memory,
    persistence,
    projects,
    tabs,
    list,
    notices,
    room,
    typing,
    edit,
    source,
    names,
  };
}

function channelIn({ channels }: Browser): TabChannel {
  let own: ((message: TabMessage) => void) | null = null;
  return {
    post: (message) => {
      for (const heard of channels) if (heard !== own) heard(message);
    },
    listen: (heard) => {
      own = heard;
      channels.add(heard);
    },
  };
}
