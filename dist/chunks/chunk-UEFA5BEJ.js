import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
var everyPlace={kind:[],name:[],namespace:[],container:[],under:[],from:void 0},emptyTarget={images:[],select:everyPlace,namespace:void 0,policy:void 0,set:[],written:{paths:[],whenIdle:"note"},versionEnv:[],expect:void 0,create:!1,text:!1};export{everyPlace,emptyTarget};
