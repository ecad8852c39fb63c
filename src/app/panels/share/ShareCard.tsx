// What opens under Share: the link, where it fits, what it would give away, and other forms of it.

import { IconCheck, IconCopy, IconShield } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { writeLink } from '#share/write-link.ts';
import { plural } from '#trace/units.ts';
import { Button } from '../../ui/Button.tsx';
import { useWorkbench } from '../../workbench.ts';
import { shareKeys } from '../frame/keys.ts';
import { LengthScale } from './LengthScale.tsx';
import { addressOf, prepareShare, type Shared } from './prepare-share.ts';
import { SecretNotice } from './SecretNotice.tsx';
import { type Copy, ShareForms } from './ShareForms.tsx';

export function ShareCard() {
  const workbench = useWorkbench();
  const [shared, setShared] = useState<Shared | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    prepareShare(workbench).then(setShared, (error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    );
  }, [workbench]);
  if (problem !== null)
    return <p className="hint-text">No link can be made: {problem}. Reload the page.</p>;
  if (shared === null) return <p className="hint-text">Making the link …</p>;
  return <Prepared shared={shared} />;
}

function Prepared({ shared }: { shared: Shared }) {
  const { address } = useWorkbench();
  const [redacting, setRedacting] = useState(shared.secrets.length > 0);
  const [copied, setCopied] = useState('');
  const [refused, setRefused] = useState<Copy | null>(null);
  const project = redacting ? shared.redacted : shared.project;
  const fragment = useMemo(() => writeLink(project, shared.dictionary), [project, shared]);
  const { scenarios } = shared.project;

  function copy({ what, text }: Copy, put: string | null = null): void {
    // The address says what is on the page, which is not the redacted project.
    if (put !== null && !redacting) address.put(put);
    writeToClipboard(text).then(
      () => {
        setCopied(what);
        setRefused(null);
      },
      () => {
        setCopied('');
        setRefused({ what, text });
      },
    );
  }
  const copyLink = (): void => {
    if (fragment !== null) copy({ what: 'link', text: addressOf(fragment) }, fragment);
  };
  useCopyAtOnce(copyLink, shared.secrets.length === 0);

  return (
    <>
      <section className="share-link">
        <div className="row">
          <h2 className="strong">Share this project</h2>
          <span className="grow" />
          <span className="small t3">
            code, {plural(scenarios.length, 'scenario')}, mocks and tests
          </span>
        </div>
        {fragment === null ? (
          <p className="t2">
            The project is larger than a link may be (1 MiB). Share it as a file instead.
          </p>
        ) : (
          <>
            <div className="row">
              <input
                className="input mono grow"
                readOnly
                aria-label="Link"
                value={addressOf(fragment)}
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton
                label={copyLabel(shared, redacting)}
                done={copied === 'link'}
                onClick={copyLink}
              />
            </div>
            <LengthScale characters={addressOf(fragment).length} />
          </>
        )}
        <span role="status" className="hidden-visually">
          {copied !== '' && `Copied: ${copied}.`}
        </span>
      </section>
      {shared.secrets.length > 0 && (
        <SecretNotice
          secrets={shared.secrets}
          redacting={redacting}
          onChange={(next) => {
            setRedacting(next);
            setCopied('');
          }}
        />
      )}
      {refused !== null && <Refused key={refused.text} {...refused} />}
      <ShareForms
        shared={shared}
        project={project}
        fragment={fragment}
        copied={copied}
        copy={copy}
      />
      <section className="share-foot small t2">
        <IconShield size={14} />
        <span>
          Everything is after the #, so no server receives it. Whoever has the link can read all of
          it.{moduleNote(shared)}
        </span>
      </section>
    </>
  );
}

/** With secrets, nothing is copied before the person has seen them. */
function useCopyAtOnce(copyLink: () => void, harmless: boolean): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) return;
    first.current = false;
    if (harmless) copyLink();
  });
}

function copyLabel({ secrets }: Shared, redacting: boolean): string {
  if (secrets.length === 0) return 'Copy link';
  return redacting ? 'Copy redacted link' : 'Copy as it is';
}

function moduleNote({ project }: Shared): string {
  const modules = project.plugins.flatMap(({ source }) =>
    source.kind === 'module' ? [source.name] : [],
  );
  if (modules.length === 0) return '';
  return ` Not in it: ${modules.join(', ')}. Who opens the link is asked for the file.`;
}

/** The first thing that is focused here, so that ⏎ copies again. */
function CopyButton(props: { label: string; done: boolean; onClick: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Button ref={button} look="primary" className="share-copy" onClick={props.onClick}>
      {props.done ? <IconCheck size={14} /> : <IconCopy size={14} />}
      {props.done ? 'Copied' : props.label} <span className="kbd">{shareKeys}</span>
    </Button>
  );
}

function Refused({ what, text }: Copy) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <section className="share-refused" role="alert">
      <p className="t2">The browser does not let Sluice copy. Copy it from here:</p>
      <textarea
        ref={field}
        className="input mono"
        readOnly
        rows={3}
        aria-label={what}
        value={text}
      />
    </section>
  );
}

/** Rejects where there is no clipboard, as on a page without HTTPS. */
async function writeToClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
