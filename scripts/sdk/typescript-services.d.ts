// The little of Monaco's TypeScript that a hover is made by; the package describes none of it.

declare module 'monaco-editor/languages/features/typescript/lib/typescriptServices' {
  interface DisplayPart {
    text: string;
  }
  interface LanguageServiceHost {
    getScriptFileNames(): string[];
    getScriptVersion(): string;
    getScriptSnapshot(path: string): object | undefined;
    getCurrentDirectory(): string;
    getCompilationSettings(): object;
    getDefaultLibFileName(): string;
    fileExists(path: string): boolean;
    readFile(path: string): string | undefined;
    directoryExists(path: string): boolean;
  }
  interface LanguageService {
    getQuickInfoAtPosition(
      path: string,
      place: number,
    ): { documentation?: DisplayPart[] } | undefined;
  }
  export const typescript: {
    createLanguageService(host: LanguageServiceHost): LanguageService;
    ScriptSnapshot: { fromString(text: string): object };
  };
}
