// What the frame shows when its address has no link, or one that cannot be opened.

export function NoProject({ why }: { why: string | null }) {
  return (
    <div className="empty">
      <p className="strong">There is no filter to show</p>
      <p>{why ?? 'The address of this frame has no link of Sluice behind its #.'}</p>
      <p>
        <a className="link" href="./" target="_blank" rel="noopener">
          Open Sluice
        </a>
      </p>
    </div>
  );
}
