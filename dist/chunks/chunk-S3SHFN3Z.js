import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
function fieldOf(value,name){return typeof value=="object"&&value!==null?Reflect.get(value,name):void 0}function namesIn(list,field){return Array.isArray(list)?list.map(each=>String(fieldOf(each,field))):[]}export{fieldOf,namesIn};
