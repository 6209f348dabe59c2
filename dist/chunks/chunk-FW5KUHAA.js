import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
var entities={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;"};function escapeHtml(text){return text.replace(/[&<>"]/g,letter=>entities[letter]??letter)}export{escapeHtml};
