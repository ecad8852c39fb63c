// Types of get-chromium.mjs for the tests that import it.

export declare function findChromium(): Promise<string | null>;
export declare function getChromium(): Promise<string>;
