import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{editManifests,kustomizationsBeside,warmUp}from"./chunk-M3IN46RN.js";import"./chunk-OTEUWU7V.js";import"./chunk-JCY4576E.js";import"./chunk-IZKE62QR.js";import"./chunk-MHM7CWEW.js";import"./chunk-ZXZS2NWP.js";export{editManifests,kustomizationsBeside,warmUp};
