// Types of get-envoy.mjs for the tests that import it.

export declare const envoyVersion: string;
export declare function findEnvoy(): string | null;
export declare function getEnvoy(): Promise<string>;
