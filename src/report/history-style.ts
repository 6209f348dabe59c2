// How the page of a history looks: on screens, in the dark, on paper.

export const historyStyle = `
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
`;
