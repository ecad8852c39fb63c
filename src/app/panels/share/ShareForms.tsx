// The other forms of a link: to a scenario or an event, as Markdown, and the file that goes where links do not.

import {
  IconFileDownload,
  IconFileText,
  IconFrame,
  IconLink,
  IconMarkdown,
  IconPoint,
  type TablerIcon,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { embedCard } from '#share/embed-card.ts';
import { withPlace } from '#share/link-place.ts';
import { markdownLink, markdownWithCode } from '#share/markdown.ts';
import type { Project } from '#project/schema.ts';
import { formatBytes, formatCount } from '#trace/units.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { projectFile } from '../../controllers/project-file.ts';
import { useWorkbench } from '../../workbench.ts';
import { addressOf, embedAddressOf, type Shared } from './prepare-share.ts';

/** What is on its way to the clipboard, or was refused there. */
export interface Copy {
  what: string;
  text: string;
}

interface Form extends Copy {
  icon: TablerIcon;
  hint: string;
  /** What goes into the address as well. */
  put: string | null;
}

export interface ShareFormsProps {
  shared: Shared;
  /** As it is shared: with secrets or without. */
  project: Project;
  /** Null when the project is too large for a link. */
  fragment: string | null;
  copied: string;
  copy: (copy: Copy, put: string | null) => void;
}

export function ShareForms({ shared, project, fragment, copied, copy }: ShareFormsProps) {
  const { download } = useWorkbench();
  const file = useMemo(() => projectFile(project), [project]);
  const forms = useMemo(
    () =>
      fragment === null
        ? []
        : [...placeForms(shared, fragment), ...pageForms(shared, project, fragment)],
    [shared, project, fragment],
  );
  return (
    <div>
      {forms.map(({ what, text, icon, hint, put }) => (
        <FormRow
          key={what}
          name={what}
          icon={icon}
          hint={hint}
          copied={copied === what}
          onClick={() => copy({ what, text }, put)}
        />
      ))}
      <FormRow
        name="file"
        icon={IconFileDownload}
        copied={false}
        hint={`${file.name}, ${formatBytes(file.text.length)}`}
        onClick={() => download.save(file.name, file.text, 'application/json')}
      />
    </div>
  );
}

function placeForms({ project, scenario, seq }: Shared, fragment: string): Form[] {
  const form = (what: string, icon: TablerIcon, hint: string, put: string): Form => ({
    what,
    icon,
    hint,
    text: addressOf(put),
    put,
  });
  const name = project.scenarios[scenario]?.name ?? '';
  const forms = [
    form('link to this scenario', IconLink, name, withPlace(fragment, { scenario, seq: null })),
  ];
  if (seq !== null)
    forms.push(
      form(
        'link to the selected event',
        IconPoint,
        `#${seq} in the timeline`,
        withPlace(fragment, { scenario, seq }),
      ),
    );
  return forms;
}

function pageForms({ results }: Shared, project: Project, fragment: string): Form[] {
  const url = addressOf(fragment);
  const whole = markdownWithCode(project, url, results);
  const lines = whole.trimEnd().split('\n').length;
  return [
    {
      what: 'Markdown link',
      icon: IconMarkdown,
      hint: 'one line',
      text: markdownLink(project, url),
      put: null,
    },
    {
      what: 'Markdown with code and results',
      icon: IconFileText,
      hint: `no headings, ${formatCount(lines)} lines`,
      text: whole,
      put: null,
    },
    {
      what: 'embed card',
      icon: IconFrame,
      hint: 'a frame for another page',
      text: embedCard(project, embedAddressOf(fragment)),
      put: null,
    },
  ];
}

function FormRow(props: {
  name: string;
  icon: TablerIcon;
  hint: string;
  copied: boolean;
  onClick: () => void;
}) {
  const name = props.name.charAt(0).toUpperCase() + props.name.slice(1);
  return (
    <button type="button" className="share-form" onClick={props.onClick}>
      <props.icon size={16} aria-hidden />
      <span>{name}</span>
      {props.copied ? (
        <span className="small tone-ok">
          <Glyph name="ok" /> copied
        </span>
      ) : (
        <span className="small t3 cut">{props.hint}</span>
      )}
    </button>
  );
}
