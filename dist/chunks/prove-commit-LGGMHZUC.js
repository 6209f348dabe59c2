import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{proveCommit}from"./chunk-OOLS5KMO.js";import"./chunk-BHAOOGSB.js";import"./chunk-IMKWRVC7.js";import"./chunk-O2454LMR.js";import"./chunk-MHM7CWEW.js";import"./chunk-ZXZS2NWP.js";export{proveCommit};
