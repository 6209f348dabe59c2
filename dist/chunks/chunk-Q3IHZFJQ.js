import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
function pauseMs(looks,random){return Math.min(15e3,1e3*1.3**(looks-1))*(.75+random/2)}export{pauseMs};
