import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{proveCommit}from"./chunk-FOMTJS54.js";import"./chunk-OYWUJHQO.js";import"./chunk-O2454LMR.js";import"./chunk-AHTASPKG.js";import"./chunk-ZXZS2NWP.js";export{proveCommit};
