// The files of a bundle, and the one on view.

import { IconBox, IconFile, IconFileCode, IconTerminal2 } from '@tabler/icons-react';
import type { BundleFile } from '#bundle/bundle.ts';
import { formatBytes, formatCount } from '#trace/units.ts';

/** Such as a script that was made of many files: more lines than anybody reads here. */
const mostLines = 2000;

/** What is on view: the file that was chosen, where the target has it, else the first one of the target's own. */
export function chosenFile(files: BundleFile[], path: string): BundleFile | undefined {
  return files.find((file) => file.path === path) ?? files[1] ?? files[0];
}

export function DownloadFiles({
  files,
  path,
  onChoose,
}: {
  files: BundleFile[];
  path: string;
  onChoose: (path: string) => void;
}) {
  const chosen = chosenFile(files, path);
  return (
    <div className="download-files">
      <div role="listbox" aria-label="Files of the download" className="file-list">
        {files.map((file) => (
          <button
            type="button"
            role="option"
            key={file.path}
            className="file-row"
            title={file.path}
            aria-selected={file === chosen}
            onClick={() => onChoose(file.path)}
          >
            <FileIcon file={file} />
            <span className="mono cut grow">{file.path}</span>
            <span className="small t3 number">{formatBytes(sizeOf(file))}</span>
          </button>
        ))}
      </div>
      <div className="file-preview">{chosen !== undefined && <Preview file={chosen} />}</div>
    </div>
  );
}

function FileIcon({ file }: { file: BundleFile }) {
  if ('bytes' in file) return <IconBox size={14} />;
  if (file.path.endsWith('.sh')) return <IconTerminal2 size={14} />;
  return /\.(yaml|json|ts|mjs)$/.test(file.path) ? (
    <IconFileCode size={14} />
  ) : (
    <IconFile size={14} />
  );
}

function sizeOf(file: BundleFile): number {
  return 'bytes' in file ? file.bytes.length : new TextEncoder().encode(file.text).length;
}

function Preview({ file }: { file: BundleFile }) {
  if ('bytes' in file) {
    return (
      <div className="empty">
        <IconBox />
        <p>
          <span className="mono">{file.path}</span>, {kindOf(file.path)} of{' '}
          {formatCount(file.bytes.length)} bytes
        </p>
      </div>
    );
  }
  const lines = file.text.trimEnd().split('\n');
  return (
    // Long files scroll, and scrolling must be possible by keyboard.
    <pre className="code-plain" tabIndex={0} aria-label={file.path}>
      {lines.slice(0, mostLines).map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index}>{line}</span>
      ))}
      {lines.length > mostLines && (
        <span>… {formatCount(lines.length - mostLines)} more lines are in the file.</span>
      )}
    </pre>
  );
}

function kindOf(path: string): string {
  if (path.endsWith('.wasm')) return 'a WebAssembly module';
  return path.endsWith('.tar') ? 'an image in an archive' : 'a body';
}
