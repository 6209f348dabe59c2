// What would be alive in a message: markup, mentions and links, read as each service reads them.
import type { ChatKind } from '../src/notify/receiver-limits.ts';

/** Every address that a test means is there. */
const meant = /https:\/\/[a-z]+\.example[^\s"<>()|]*/;

/**
 * Reads a message as its service does.
 * @param message as it is sent
 * @returns every text in which something is alive that the product did not write
 */
export function liveMarkup(kind: ChatKind, message: object): readonly string[] {
  return textsOf(message, '')
    .filter(({ at }) => !at.endsWith('.color'))
    .filter(({ at, text }) => isAlive(kind, at, text))
    .map(({ at, text }) => `${at}: ${text}`);
}

function isAlive(kind: ChatKind, at: string, text: string): boolean {
  if (/\u001b|[\u202a-\u202e\u2060-\u2069\u200c-\u200f\ufeff]/.test(text)) return true;
  if (/\.url$|\$schema|contentType/.test(at))
    return !/^https?:\/\/[^\s<>"`|\\()]*$/.test(text) && !/schema|contentType/.test(at);
  switch (kind) {
    case 'slack':
      return /</.test(text.replace(new RegExp(`<${meant.source}\\|[^<>|]*>`, 'g'), ''));
    case 'discord':
      return (
        isLiveMarkdown(text, punctuation) ||
        /discord(?:app)?\.(?:gg|com)/i.test(text.replace(new RegExp(meant, 'g'), ''))
      );
    case 'mattermost':
      return isLiveInMattermost(text);
    case 'google-chat':
      return at.endsWith('.textParagraph.text')
        ? /<|&(?!(?:amp|lt|gt|quot);)/.test(
            text.replace(new RegExp(`</?[bi]>|<br>|<a href="${meant.source}">|</a>`, 'g'), ''),
          )
        : /<users/.test(text);
    case 'teams':
      return (
        /<\s*\/?\s*at\b|\{\{(?:DATE|TIME)\(/i.test(text) ||
        (at.endsWith('body.0.text') && isLiveMarkdown(text, /[*_~`<[\]]/))
      );
  }
}

const punctuation = /[*_~`|<>[\]@](?!\u200b)/;

/** Without code, escapes and what the product writes itself, no character of Markdown is left, and no address. */
function isLiveMarkdown(text: string, marks: RegExp): boolean {
  const rest = text
    .replace(/```\n[^`]*\n```/g, 'code')
    .replace(/`[^`\n]*`/g, 'code')
    .replace(/\\[\\*_~`|<>{}[\]()@!]/g, '.')
    .replace(new RegExp(`\\[[^[\\]]*\\]\\(${meant.source}\\)`, 'g'), 'link')
    .replace(/\*\*[^*\n]*\*\*|\*(?:To do|Ask):\*/g, 'strong');
  return marks.test(rest) || /:\/\/|\bwww\.|^\s*(?:[-+#>]|\d+[.)])/im.test(rest);
}

/**
 * Mattermost makes its own of what Slack writes, everywhere, and looks for mentions in text without backslashes, out of code.
 * https://github.com/mattermost/mattermost: server/channels/app/slack.go, server/channels/app/mention_results.go
 */
function isLiveInMattermost(text: string): boolean {
  const expanded = text
    .replace(/<!(channel|here|all)>/g, '@$1')
    .replace(/<@([a-zA-Z0-9]+)>/g, '@$1')
    .replace(/<([^<|]+)\|([^>]+)>/g, '[$2]($1)');
  const said = expanded.replace(/```\n[^`]*\n```|`[^`\n]*`/g, '').replace(/\\(?=[!-/:-@[-`{-~])/g, '');
  return /@[\w.-]/.test(said) || isLiveMarkdown(expanded, punctuation);
}

interface TextAt {
  readonly at: string;
  readonly text: string;
}

function textsOf(value: unknown, at: string): readonly TextAt[] {
  if (typeof value === 'string') return [{ at, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${at}.${key}`));
}
