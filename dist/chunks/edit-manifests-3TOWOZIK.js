import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{editManifests,kustomizationsBeside,warmUp}from"./chunk-4GPOCGVM.js";import"./chunk-AITUC5SA.js";import"./chunk-JCY4576E.js";import"./chunk-IZKE62QR.js";import"./chunk-WEBPF5GT.js";import"./chunk-ZXZS2NWP.js";export{editManifests,kustomizationsBeside,warmUp};
