/** A question is longer than is read. Shorten it; the limit is in the message. */
export class QuestionTooLongError extends Error {
  readonly code = "question-too-long";
  readonly length: number;
  readonly limit: number;

  constructor(length: number, limit: number) {
    super(`The question has ${length} characters; at most ${limit} are read. Ask it in fewer words.`);
    this.name = "QuestionTooLongError";
    this.length = length;
    this.limit = limit;
  }
}
