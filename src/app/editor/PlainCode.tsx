// The text of a file without an editor: while Monaco is on its way, and on a phone.

export function PlainCode({ text }: { text: string }) {
  return (
    // Long code scrolls, and scrolling must be possible by keyboard.
    <pre className="code-plain" tabIndex={0} aria-label="AssemblyScript source">
      {text.split('\n').map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index}>{line}</span>
      ))}
    </pre>
  );
}
