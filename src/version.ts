// The version of the program.

/** Equal to package.json's; a test holds it so. */
export const version = '0.1.0';
