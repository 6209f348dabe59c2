import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{historyCells,historyHeadings,median}from"./chunk-UOPQCYFK.js";import{escapeHtml}from"./chunk-FW5KUHAA.js";import"./shared-885AB4D7.js";import"./shared-885AB4D7.js";import"./shared-885AB4D7.js";var units=[["d",864e5],["h",36e5],["min",6e4],["s",1e3]];function durationText(ms){let at=units.findIndex(([,length2])=>ms>=length2),[name,length]=units[at]??["s",1e3],[smaller,part]=units[at+1]??["",1],whole=Math.floor(ms/length),rest=at<0||smaller===""?0:Math.floor((ms-whole*length)/part);return rest===0||whole>=10?`${whole} ${name}`:`${whole} ${name} ${rest} ${smaller}`}function nameOfLength(days){return days===1?"day":days===7?"week":`${days} days`}function dayOf(time){return new Date(time).toISOString().slice(0,10)}var size={width:900,height:190,left:56,right:8,top:10,bottom:24},inner={width:size.width-size.left-size.right,height:size.height-size.top-size.bottom},bottom=size.top+inner.height,leadSeconds=[60,600,3600,21600,86400,604800,2592e3];function deploysChart({days,spans}){let most=Math.max(1,...spans.map(({deploys})=>deploys)),step=stepFor(most),top=Math.ceil(most/step)*step,y=count=>bottom-count/top*inner.height,lines=Array.from({length:top/step+1},(_,index)=>index*step),bars=spans.map((span,index)=>{let{deploys,takingBack}=span,title=`${dayOf(span.start)}: ${deploys} deployed, ${takingBack} of them back to an earlier state`,[left,width]=place(index,spans.length),bar=(kind,from,to)=>from===to?"":`<rect class="${kind}" x="${left}" y="${fixed(y(to))}" width="${width}" height="${fixed(y(from)-y(to))}"/>`,forward=deploys-takingBack;return`<g><title>${title}</title>${bar("forward",0,forward)}${bar("back",forward,deploys)}</g>`}),grid=lines.map(count=>gridLine(y(count),String(count)));return svg(`Deploys a ${nameOfLength(days)}`,[...grid,...bars,...dates(spans)])}function leadChart({days,spans}){let points=spans.flatMap(({start,leads},index)=>{let middle=median(leads);return middle===void 0?[]:[{start,index,ms:middle,count:leads.length}]});if(points.length===0)return"";let seconds=points.map(({ms})=>Math.max(1,ms/1e3)),[low,high]=[Math.min(...seconds)/1.5,Math.max(...seconds)*1.5],y=value=>bottom-Math.log(value/low)/Math.log(high/low)*inner.height,grid=leadSeconds.filter(value=>value>=low&&value<=high).map(value=>gridLine(y(value),durationText(value*1e3))),dots=points.map(({start,index,ms,count})=>{let[left,width]=place(index,spans.length);return`<circle ${`cx="${fixed(left+width/2)}" cy="${fixed(y(Math.max(1,ms/1e3)))}"`} r="4"><title>${dayOf(start)}: ${durationText(ms)}, the median of ${count}</title></circle>`});return svg(`Lead time, the median of each ${nameOfLength(days)}`,[...grid,...dots,...dates(spans)])}function svg(label,parts){return`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}">
${parts.join(`
`)}
</svg>`}function gridLine(y,text){return`${`<line x1="${size.left}" x2="${size.width-size.right}" y1="${fixed(y)}" y2="${fixed(y)}"/>`}<text x="${size.left-8}" y="${fixed(y+4)}" text-anchor="end">${text}</text>`}function dates(spans){let count=Math.min(spans.length,6);return Array.from({length:count},(_,index)=>Math.round(index*(spans.length-1)/Math.max(1,count-1))).map(index=>{let[left,width]=place(index,spans.length),x=Math.min(Math.max(left+width/2,size.left+34),size.width-size.right-34),text=dayOf(spans[index]?.start??0);return`<text x="${fixed(x)}" y="${size.height-6}" text-anchor="middle">${text}</text>`})}function place(index,count){let each=inner.width/count,width=Math.min(40,each*.8);return[fixed(size.left+index*each+(each-width)/2),fixed(width)]}function stepFor(most){let power=10**Math.floor(Math.log10(Math.max(1,most/4)));return[1,2,5,10].map(factor=>factor*power).find(step=>most/step<=4)??10*power}var fixed=value=>Math.round(value*10)/10;var lengths=[1,7,28,91,364];function spansOf(marks,from,to){let last=Math.floor(to/864e5),all=last-Math.floor(from/864e5)+1,days=lengths.find(length=>all/length<=92)??364,count=Math.max(1,Math.min(92,Math.ceil(all/days))),first=last+1-count*days,columns=Array.from({length:count},()=>[]);for(let mark of marks)columns[Math.floor((mark.date/864e5-first)/days)]?.push(mark);let spans=columns.map((column,index)=>({start:(first+index*days)*864e5,deploys:column.length,takingBack:column.filter(({takesBack})=>takesBack).length,leads:column.flatMap(({leadMs})=>leadMs??[])}));return{days,spans}}var historyStyle=`
  :root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d8dee4; --forward: #2f6fde; --back: #d9660f; --paper: #fff; --card: #f6f8fa }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --forward: #6ea3ff; --back: #ffa657; --paper: #0d1117; --card: #161b22 } }
  @media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --forward: #2f6fde; --back: #d9660f; --paper: #fff; --card: #fff } }
  body { font: 15px/1.5 system-ui, "Liberation Sans", sans-serif; color: var(--ink); background: var(--paper); max-width: 1100px; margin: 2em auto; padding: 0 1.2em }
  h1 { font-size: 1.5em; margin: 0 } h2 { font-size: 1.15em; margin: 1.8em 0 .2em }
  p { color: var(--soft); margin: .2em 0 .8em }
  dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin: 1.4em 0 }
  dl div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px }
  dt { color: var(--soft) } dd { margin: 0; font-size: 1.5em; font-weight: 600 } dd.note { font-size: .85em; font-weight: 400; color: var(--soft) }
  svg { width: 100%; height: auto; display: block } svg text { font-size: 12px; fill: var(--soft) } svg line { stroke: var(--line) }
  rect.forward, circle { fill: var(--forward) } rect.back { fill: var(--back) }
  .legend i { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin: 0 .2em 0 .8em } .legend i:first-child { margin-left: 0 }
  i.forward { background: var(--forward) } i.back { background: var(--back) }
  .table { overflow-x: auto } table { border-collapse: collapse; font-size: .9em; width: 100% }
  th, td { text-align: left; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top }
  th { color: var(--soft); font-weight: 600 } td:nth-child(1), td:nth-child(2), td:nth-child(6) { white-space: nowrap; font-variant-numeric: tabular-nums }
  tr.bad td:nth-child(3) { text-decoration: line-through } tr.back td:nth-child(3)::before { content: "\\21A9\\FE0E\\00A0"; color: var(--back) }
  a { color: var(--forward) }
  @media print {
    @page { margin: 12mm } * { print-color-adjust: exact } body { max-width: none; margin: 0; padding: 0 }
    tr, svg, dl { break-inside: avoid } h2, .legend { break-after: avoid } dl { grid-template-columns: repeat(4, 1fr) }
    .table { overflow: visible } table { font-size: 8pt } th, td { padding-right: 6px; overflow-wrap: anywhere }
  }
`;var mostRows=1e3;function historyPage(subject,figures,deploys){let spans=spansOf(deploys,figures.from,figures.to),lead=leadChart(spans),title=`Deploys of ${escapeHtml(subject)}`;return`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${historyStyle}</style>
<h1>${title}</h1>
<p>${dayOf(figures.from)} to ${dayOf(figures.to)}, times in UTC</p>
<dl>${figureList(figures)}</dl>
<h2>Deploys</h2>
<p class="legend"><i class="forward"></i> deployed <i class="back"></i> back to an earlier state</p>
${deploysChart(spans)}
${lead===""?"":`<h2>Lead time</h2>
<p>From the commit of the source to the deploy; the scale is logarithmic</p>
${lead}`}
<h2>Each deploy</h2>
${table(deploys)}
</html>
`}function figureList(figures){let{deploys,perDay,medianLeadMs,takenBack,takenBackShare,medianRestoreMs}=figures,share=`${(takenBackShare*100).toFixed(1)} %`;return[["Deploys",String(deploys),`${perDay.toFixed(perDay<10?1:0)} a day`],["Lead time",timeOf(medianLeadMs),"median, from commit to deploy"],["Taken back",share,`${takenBack} of them`],["Time to restore",timeOf(medianRestoreMs),"median, from deploy to rollback"]].map(([name,value,note])=>`<div><dt>${name}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>`).join("")}var timeOf=ms=>ms===void 0?"not known":durationText(ms);function table(deploys){let head=historyHeadings.map(heading=>`<th>${heading}</th>`).join(""),rows=deploys.slice(0,mostRows).map(rowOf),more=deploys.length-rows.length,rest=more>0?`<p>and ${more} earlier ones</p>`:"";return`<div class="table"><table><tr>${head}</tr>
${rows.join(`
`)}
</table></div>${rest}`}function rowOf(deploy){let links={COMMIT:deploy.commitUrl,RUN:deploy.run},cells=historyCells(deploy).map((text,index)=>{let heading=historyHeadings[index]??"";return`<td>${linked(heading==="RUN"&&text!==""?"run":text,links[heading])}</td>`});return`<tr${deploy.isTakenBack?' class="bad"':deploy.takesBack?' class="back"':""}>${cells.join("")}</tr>`}function linked(text,url){return url===void 0||!/^https?:\/\/[^\s]+$/i.test(url)?escapeHtml(text):`<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(text)}</a>`}export{historyPage};
