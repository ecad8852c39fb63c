// Types of complete-lock.mjs for its test.

export declare function missingBuilds(lock: {
  packages: Record<string, object>;
}): Map<string, object>;
