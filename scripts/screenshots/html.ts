// A whole page of HTML, with the letters and colours of GitHub, Slack or Microsoft Teams.

const style = `
  * { box-sizing: border-box }
  body { margin: 0; padding: 16px 20px; background: #fff; color: #1f2328; font: 14px/1.5 "Liberation Sans", "Noto Color Emoji", sans-serif }
  a { color: #0969da; text-decoration: none }
  code, pre { font: 12px/1.5 "Liberation Mono", monospace; background: #f3f4f6; border-radius: 5px }
  code { padding: 2px 5px }
  pre { padding: 10px; margin: 12px 0 0; overflow: hidden }
  h3 { font-size: 20px; margin: 0 0 10px }
  p { margin: 0 0 12px }
  table { border-collapse: collapse }
  th, td { border: 1px solid #d1d9e0; padding: 5px 11px; text-align: left }
  .added { background: #dafbe1; color: #116329 } .removed { background: #ffebe9; color: #82071e } .hunk { color: #8250df }
  pre span { display: block; white-space: pre }
  body.slack { display: flex; gap: 10px; color: #1d1c1d }
  .slack code { color: #c0264b; background: #f6f6f6; border: 1px solid #ddd }
  .slack .avatar { font-size: 26px; background: #e8f1fb; border-radius: 6px; width: 40px; height: 40px; text-align: center }
  .slack i { font: 10px "Liberation Sans"; background: #ddd; padding: 1px 4px; border-radius: 3px } .slack s { color: #616061; font-size: 12px; text-decoration: none }
  body.teams { display: flex; gap: 12px; background: #f5f5f5; color: #242424 }
  .teams .avatar { font-size: 18px; line-height: 36px; background: #e8ebfa; border-radius: 6px; width: 36px; height: 36px; text-align: center }
  .teams .message { flex: 1 } .teams s { color: #616161; font-size: 12px; text-decoration: none } .teams a { color: #4f52b2 } .teams tt { font: 12px "Liberation Mono", monospace }
  .teams .card { background: #fff; border: 1px solid #d1d1d1; border-radius: 6px; padding: 12px 16px; margin-top: 4px } .teams .card > div { margin: 4px 0 }
  .teams .headline { font-weight: bold } .teams .good { color: #237b4b } .teams .attention { color: #c4314b } .teams .warning { color: #835c00 }
  .teams .card .actions { margin-top: 12px } .teams button { font: 13px "Liberation Sans"; background: #fff; border: 1px solid #c7c7c7; border-radius: 4px; padding: 5px 12px; margin-right: 8px }
  .request h2 { font-size: 24px; font-weight: normal; margin: 0 0 8px } .request h4 { font-size: 12px; color: #59636e; margin: 0 0 6px } .request s { color: #59636e; text-decoration: none }
  .request i { font: 10px "Liberation Sans"; border: 1px solid #d1d9e0; padding: 1px 5px; border-radius: 8px } .request .state { color: #59636e; border-bottom: 1px solid #d1d9e0; padding-bottom: 14px } .request .state b { color: #1f2328 }
  .request .state > span { background: #1a7f37; color: #fff; border-radius: 14px; padding: 4px 12px; margin-right: 6px } .request .state code { background: #ddf4ff; color: #0969da }
  .request .columns { display: flex; gap: 24px; margin-top: 16px } .request .comment { flex: 1; border: 1px solid #d1d9e0; border-radius: 6px } .request .who { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 14px } .request .text { padding: 14px } .request p, .request table { margin: 0 0 12px } .request sub { color: #59636e; font-size: 12px; vertical-align: baseline }
  .request .side { width: 190px } .request .side > div { border-bottom: 1px solid #d1d9e0; padding-bottom: 12px; margin-bottom: 12px } .request .label { font-size: 12px; background: #ddf4ff; color: #0969da; border-radius: 12px; padding: 2px 9px }
  .slack .section { margin: 5px 0 } .slack .context { color: #616061; font-size: 12px }
`;

/**
 * Makes a page whose root says how high it is, for whoever takes a picture of it.
 * @param kind class of the body
 */
export function htmlPage(kind: string, body: string): string {
  const measure = 'document.documentElement.dataset.height = document.body.scrollHeight';
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><body class="${kind}">${body}<script>${measure}</script></body>\n`;
}
