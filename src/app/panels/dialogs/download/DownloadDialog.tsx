// The download: built for release, checked against the run on the page, then offered whole or file by file.

import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { BundleFile } from '#bundle/bundle.ts';
import { formatBytes, plural } from '#trace/units.ts';
import type {
  DownloadOutcome,
  PreparedDownload,
} from '../../../controllers/download-controller.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { Dialog } from '../Dialog.tsx';
import { chosenFile, DownloadFiles } from './DownloadFiles.tsx';
import { DownloadOptions, DownloadTargets } from './DownloadTargets.tsx';

export function DownloadDialog({ onClose }: { onClose: () => void }) {
  const { download } = useWorkbench();
  const name = usePlayground((state) => state.project.name);
  const [outcome, setOutcome] = useState<DownloadOutcome | null>(null);

  useEffect(() => {
    let wanted = true;
    download.prepare().then(
      (next) => {
        if (wanted) setOutcome(next);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (wanted) setOutcome({ status: 'refused', reason: `The download broke: ${reason}` });
      },
    );
    return () => {
      wanted = false;
    };
  }, [download]);

  return (
    <Dialog
      size={1080}
      onClose={onClose}
      title={
        <>
          Download {name}{' '}
          <span className="t3" style={{ fontWeight: 400, fontSize: 13 }}>
            the same filter, for a real Envoy
          </span>
        </>
      }
    >
      {outcome === null && (
        <div className="empty" style={{ height: 240 }} role="status">
          <p>Compiling for release and checking every scenario.</p>
        </div>
      )}
      {outcome?.status === 'refused' && (
        <Banner tone="fault" what="There is nothing to download yet." why={outcome.reason} />
      )}
      {outcome?.status === 'ready' && <Ready prepared={outcome.download} />}
    </Dialog>
  );
}

function Ready({ prepared }: { prepared: PreparedDownload }) {
  const { download } = useWorkbench();
  const { target, options } = usePlayground((state) => state.bundle);
  const made = useMemo(() => prepared.make(target, options), [prepared, target, options]);
  const [path, setPath] = useState('');
  const files = made.status === 'made' ? made.files : [];
  const { module } = prepared;
  const elsewhere = usePlayground((state) => state.project.plugins[0]?.source.kind === 'module');
  return (
    <>
      <div className="download-columns">
        <DownloadTargets prepared={prepared} />
        <div className="download-target">
          <DownloadOptions prepared={prepared} />
          {made.status === 'refused' ? (
            <Banner tone="fault" what="There are no files yet." why={made.reason} />
          ) : (
            <DownloadFiles key={target} files={files} path={path} onChoose={setPath} />
          )}
          {made.status === 'made' && made.notes.length > 0 && (
            <details className="download-notes">
              <summary>{plural(made.notes.length, 'remark')} on this target</summary>
              <ul>
                {made.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </details>
          )}
          <Check prepared={prepared} />
        </div>
      </div>
      <div className="hash-line">
        <span className="t3 small">sha256</span>
        <span className="mono small cut">{module.sha256}</span>
        <Button look="quiet" onClick={() => void navigator.clipboard.writeText(module.sha256)}>
          <IconCopy size={14} /> Copy
        </Button>
        <span className="grow" />
        <span className="small t3 number">
          {elsewhere
            ? `compiled elsewhere, ${formatBytes(module.bytes.length)}`
            : `-Oz, ${formatBytes(module.bytes.length)} of ${formatBytes(module.debugSizeBytes)} debug`}
        </span>
      </div>
      <div className="dialog-foot wrap">
        <span className="grow" />
        <OnlyButton file={chosenFile(files, path)} taken={module.fileName} />
        <Button onClick={() => download.save(module.fileName, module.bytes, 'application/wasm')}>
          Only {module.fileName}
        </Button>
        {made.status === 'made' && (
          <Button
            look="primary"
            onClick={() => download.save(made.name, prepared.zip(made.files), 'application/zip')}
          >
            <IconDownload size={14} /> Download {made.name}
          </Button>
        )}
      </div>
    </>
  );
}

/** The file on view alone; the module has a button of its own. */
function OnlyButton({ file, taken }: { file: BundleFile | undefined; taken: string }) {
  const { download } = useWorkbench();
  if (file === undefined || file.path === taken) return null;
  const content = 'bytes' in file ? file.bytes : file.text;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  return (
    <Button onClick={() => download.save(name, content, 'application/octet-stream')}>
      Only {file.path}
    </Button>
  );
}

function Check({ prepared }: { prepared: PreparedDownload }) {
  const { differences, scenarios, unchecked } = prepared;
  if (unchecked !== null) {
    return (
      <Banner
        tone="changed"
        what="The release build was not checked."
        why={`${unchecked[0]?.toUpperCase()}${unchecked.slice(1)}.`}
      />
    );
  }
  const differing = new Set(differences.map((difference) => difference.scenario)).size;
  if (differing === 0) {
    return (
      <div className="check-line">
        <span className="tone-ok">
          <Glyph name="ok" />
        </span>
        <span>
          <span className="strong">
            Checked on release build: {scenarios} of {plural(scenarios, 'scenario')} identical
          </span>
          <br />
          <span className="t2">
            Same answers, upstream requests, callouts and calls as the debug build on the page.
          </span>
        </span>
      </div>
    );
  }
  return (
    <Banner
      tone="changed"
      what={`The release build differs from the debug build in ${plural(differing, 'scenario')}.`}
      why={
        <ul style={{ listStyle: 'none' }}>
          {differences.slice(0, 5).map((difference) => (
            <li key={`${difference.scenario} ${difference.text}`} className="cut">
              <span className="medium">{difference.scenario}:</span>{' '}
              <span className="mono small">{difference.text}</span>
            </li>
          ))}
        </ul>
      }
    />
  );
}
