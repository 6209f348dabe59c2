import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{proveCommit}from"./chunk-AMHRZGTK.js";import"./chunk-Z5NVMX47.js";import"./chunk-O2454LMR.js";import"./chunk-IMKWRVC7.js";import"./chunk-SEGTP6KU.js";import"./chunk-QECFQDR5.js";import"./chunk-ZXZS2NWP.js";export{proveCommit};
