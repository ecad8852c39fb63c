// Tells links from anchors, without loading what reads links.

/** Whether a fragment claims to be a link of Sluice, of whatever format. */
export function claimsToBeLink(fragment: string): boolean {
  return /^#?\d{1,4}\./.test(fragment);
}
