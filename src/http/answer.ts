// As much of an HTTP answer as tells what it means.

/** The headers of an HTTP answer; the names are in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The head of an answer, and the start of its body. */
export interface AnswerStart {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The start of the body. */
  readonly text: string;
}
