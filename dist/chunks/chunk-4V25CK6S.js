import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{require_node_net}from"./chunk-CXCD74B2.js";import{__toESM}from"./chunk-ZXZS2NWP.js";var import_node_net=__toESM(require_node_net(),1);function isLoopback(host){return host==="localhost"||host==="::1"||(0,import_node_net.isIPv4)(host)&&host.startsWith("127.")}export{isLoopback};
