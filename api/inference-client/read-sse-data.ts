import { InferenceError } from "./inference-error.ts";

/** Many times what a chunk of a completion takes. */
const maxLineLength = 1024 * 1024;

/**
 * The `data` of each event of a server-sent event stream, as the WHATWG format has it: lines end
 * in CR, LF or CRLF, comments are passed over, several data lines are joined by a line feed. An
 * event that the stream ends in the middle of is dropped.
 *
 * @throws InferenceError failed, at a line of more than a million characters
 */
export async function* readSseData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of readLines(body)) {
    if (line === "") {
      if (data.length > 0) yield data.join("\n");
      data = [];
    } else if (line.startsWith("data:")) {
      data.push(line.slice(line[5] === " " ? 6 : 5));
    }
  }
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    const more = decoder.decode(bytes, { stream: true });
    // What had no line end before has none now: only the new piece is looked through.
    const isOpen = !/[\r\n]/.test(more) && !rest.endsWith("\r");
    rest += more;
    if (rest.length > maxLineLength) throw new InferenceError("failed", "A line without end");
    if (isOpen) continue;
    // A CR at the very end may be half of a CRLF: leave it for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decoder.decode();
  if (rest.endsWith("\r")) yield rest.slice(0, -1);
}
