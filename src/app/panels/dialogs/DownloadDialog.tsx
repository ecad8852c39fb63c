// The download: built for release, checked against the run on the page, then offered whole or file by file.

import { IconBox, IconCopy, IconDownload, IconFile, IconFileCode } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatBytes, formatCount, plural } from '#trace/units.ts';
import type { DownloadOutcome, PreparedDownload } from '../../controllers/download-controller.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { Dialog } from './Dialog.tsx';

type File = PreparedDownload['files'][number];

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
      size={860}
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
  const [chosen, setChosen] = useState(
    prepared.files.find((file) => file.path === 'envoy.yaml') ?? prepared.files[0],
  );
  const { module } = prepared;
  const elsewhere = usePlayground((state) => state.project.plugins[0]?.source.kind === 'module');
  return (
    <>
      <div className="download-files">
        <div role="listbox" aria-label="Files of the download" className="file-list">
          {prepared.files.map((file) => (
            <button
              type="button"
              role="option"
              key={file.path}
              className="file-row"
              aria-selected={file === chosen}
              onClick={() => setChosen(file)}
            >
              {'bytes' in file ? (
                <IconBox size={14} />
              ) : /\.(yaml|json|ts|mjs)$/.test(file.path) ? (
                <IconFileCode size={14} />
              ) : (
                <IconFile size={14} />
              )}
              <span className="mono cut grow">{file.path}</span>
              <span className="small t3 number">{formatBytes(sizeOf(file))}</span>
            </button>
          ))}
        </div>
        <div className="file-preview">{chosen !== undefined && <Preview file={chosen} />}</div>
      </div>
      <Check prepared={prepared} />
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
        <Button onClick={() => download.save('envoy.yaml', prepared.envoyYaml, 'application/yaml')}>
          Only envoy.yaml
        </Button>
        <Button onClick={() => download.save(module.fileName, module.bytes, 'application/wasm')}>
          Only {module.fileName}
        </Button>
        <Button
          look="primary"
          onClick={() => download.save(prepared.name, prepared.zip(), 'application/zip')}
        >
          <IconDownload size={14} /> Download {prepared.name}
        </Button>
      </div>
    </>
  );
}

function sizeOf(file: File): number {
  return 'bytes' in file ? file.bytes.length : new TextEncoder().encode(file.text).length;
}

function Preview({ file }: { file: File }) {
  if ('bytes' in file) {
    return (
      <div className="empty">
        <IconBox />
        <p>
          <span className="mono">{file.path}</span>, a WebAssembly module of{' '}
          {formatCount(file.bytes.length)} bytes
        </p>
      </div>
    );
  }
  return (
    // Long files scroll, and scrolling must be possible by keyboard.
    <pre className="code-plain" tabIndex={0} aria-label={file.path}>
      {file.text
        .trimEnd()
        .split('\n')
        .map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index}>{line}</span>
        ))}
    </pre>
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
