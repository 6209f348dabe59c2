import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
var noCommit="0".repeat(40);export{noCommit};
