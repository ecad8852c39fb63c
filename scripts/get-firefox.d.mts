// Types of get-firefox.mjs for the tests that import it.

export declare function findFirefox(): string | null;
export declare function getFirefox(): Promise<string>;
