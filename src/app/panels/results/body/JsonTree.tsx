// JSON as a tree that can be folded.

/** More members than this are counted, not shown: a page is no place for ten thousand rows. */
const mostMembers = 200;
/** Deeper than this is folded at first. */
const openDepth = 2;

export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className="json-tree">
      <Node name={null} value={value} depth={0} />
    </div>
  );
}

interface NodeProps {
  /** Null for the whole document and for what stands in an array. */
  name: string | null;
  value: unknown;
  depth: number;
}

function Node({ name, value, depth }: NodeProps) {
  const key = name === null ? null : <span className="key">{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div>
        {key}
        <span className={`json-${value === null ? 'null' : typeof value}`}>
          {JSON.stringify(value)}
        </span>
      </div>
    );
  }
  const isArray = Array.isArray(value);
  const members: [string, unknown][] = Object.entries(value);
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) {
    return (
      <div>
        {key}
        {open}
        {close}
      </div>
    );
  }
  return (
    <details open={depth < openDepth}>
      <summary>
        {key}
        <span className="t3">
          {open} {members.length} {close}
        </span>
      </summary>
      <div className="json-members">
        {members.slice(0, mostMembers).map(([member, child]) => (
          <Node key={member} name={isArray ? null : member} value={child} depth={depth + 1} />
        ))}
        {members.length > mostMembers && (
          <div className="t3">and {members.length - mostMembers} more</div>
        )}
      </div>
    </details>
  );
}
