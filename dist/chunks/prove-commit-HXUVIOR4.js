import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{proveCommit}from"./chunk-WAB2K6A2.js";import"./chunk-MOPT5Y3P.js";import"./chunk-O2454LMR.js";import"./chunk-AHTASPKG.js";import"./chunk-ZXZS2NWP.js";export{proveCommit};
