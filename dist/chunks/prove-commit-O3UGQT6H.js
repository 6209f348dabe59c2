import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{proveCommit}from"./chunk-PRP2PANU.js";import"./chunk-MU2PYA74.js";import"./chunk-P443URVI.js";import"./chunk-O2454LMR.js";import"./chunk-SEGTP6KU.js";import"./chunk-IMKWRVC7.js";import"./chunk-5TVC3AZS.js";import"./chunk-ZXZS2NWP.js";export{proveCommit};
