// Parsers of web addresses: of webhooks, pages, links and templates of links.
import { isLoopback } from '../remote/loopback.ts';
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import { deployWords, parseTemplate, placeholdersIn, type WebTemplate } from './template.ts';

/**
 * Reads the address of a webhook.
 * @param text the input as it is given
 * @param allowHttp whether the address, which is a secret, may travel in the clear; on this machine it always may
 * @returns the address as it is
 * @throws {DeployError} invalid-input
 */
export function parseWebhook(text: string, allowHttp: boolean): string {
  return parseAsked(text, allowHttp, 'is sent in the clear over plain HTTP, and whoever sees it can post');
}

/**
 * Reads the address of a page that is read.
 * @param text the input as it is given
 * @param allowHttp whether what the page answers may travel in the clear; on this machine it always may
 * @returns the address as it is
 * @throws {DeployError} invalid-input
 */
export function parsePage(text: string, allowHttp: boolean): string {
  return parseAsked(text, allowHttp, 'is read over plain HTTP, where others can answer in its place');
}

/** @param danger what is wrong with plain HTTP */
function parseAsked(text: string, allowHttp: boolean, danger: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw notAWebAddress();
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:' || allowHttp || isLoopback(hostname.replace(/^\[|\]$/g, ''))) return text;
  throw invalidValue(
    danger,
    `write it with "https://", or set ${inputName('allow-http')} to true if the network is yours`,
  );
}

/**
 * Reads the template of a link: of its address, only the beginning is sure to be one.
 * @param text one line of the input, with or without a label
 * @returns a template that encodes what it puts into the URL
 * @throws {DeployError} invalid-input
 */
export function parseWebTemplate(text: string): WebTemplate {
  const [, label, url = text] =
    /^([\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}?)\s*=\s*(https?:.*)$/iu.exec(text) ?? [];
  if (!/^https?:\/\/[^/\s]/i.test(url)) throw notAWebAddress();
  const found = placeholdersIn(url);
  return {
    label,
    words: deployWords.filter((word) => found.includes(word)),
    fill: parseTemplate(url, deployWords, encodeURIComponent),
  };
}

/**
 * Reads a web address.
 * @param text the input as it is given
 * @returns the address as it is
 * @throws {DeployError} invalid-input
 */
export function parseWebAddress(text: string): string {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) throw notAWebAddress();
  return text;
}

function notAWebAddress() {
  return invalidValue('is not a web address', 'write it whole, with https://');
}
