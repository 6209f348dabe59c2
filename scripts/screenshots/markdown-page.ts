// The Markdown of a job summary as HTML: as much of it as a job summary has.
import { escapeHtml } from '../../src/html-entities.ts';

/** Makes the body of a page of the Markdown of a job summary. */
export function markdownHtml(markdown: string): string {
  const html: string[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const end = (isIn: (line: string) => boolean): number => {
      const after = lines.findIndex((each, index) => index > at && !isIn(each));
      return after < 0 ? lines.length : after;
    };
    if (line.startsWith('```')) {
      const last = end((each) => each !== '```');
      html.push(
        `<pre>${lines
          .slice(at + 1, last)
          .map(diffLine)
          .join('')}</pre>`,
      );
      at = last;
    } else if (line.startsWith('| ')) {
      const last = end((each) => each.startsWith('| '));
      html.push(table(lines.slice(at, last)));
      at = last - 1;
    } else if (line.startsWith('### ')) html.push(`<h3>${inline(line.slice(4))}</h3>`);
    else if (line.startsWith('<')) html.push(line);
    else if (line !== '') html.push(`<p>${inline(line)}</p>`);
  }
  return html.join('\n');
}

function table([head = '', , ...rows]: readonly string[]): string {
  const row = (line: string, tag: string): string => {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    return `<tr>${cells.map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`).join('')}</tr>`;
  };
  return `<table>${row(head, 'th')}${rows.map((each) => row(each, 'td')).join('')}</table>`;
}

function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/(?<!["\w])https:\/\/[^\s<]+/g, '<a href="$&">$&</a>')
    .replace(/\\(?=[\\`*_[\]&])/g, '');
}

function diffLine(line: string): string {
  const kind = { '+': 'added', '-': 'removed', '@': 'hunk' }[
    /^(?:---|\+\+\+)/.test(line) ? '' : (line[0] ?? '')
  ];
  return `<span class="${kind ?? 'same'}">${escapeHtml(line)}\n</span>`;
}
