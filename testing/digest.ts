// Digests that are easy to tell apart, for tests.

/** Makes a digest of one hexadecimal digit again and again: `sha256:1111...`. */
export const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
