// The version of Sluice that a bundle names; a test holds it against package.json.

export const SLUICE_VERSION = '0.1.0';
