// Sends CSV as it is made. The first piece is awaited, so that what is refused is refused with an error
// document; what fails later breaks the connection off, so that no half file passes for a whole one.
import type { Context } from 'hono';

/** `name` may hold anything; the file name sent is made of harmless letters. */
export async function streamCsv(c: Context, name: string, pieces: AsyncIterable<string | Uint8Array>): Promise<Response> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const bytes = (piece: string | Uint8Array): Uint8Array => (typeof piece === 'string' ? encoder.encode(piece) : piece);
  let next: IteratorResult<string | Uint8Array> | undefined = await iterator.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = next ?? (await iterator.next());
      next = undefined;
      if (piece.done === true) controller.close();
      else controller.enqueue(bytes(piece.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const file = `${name.replace(/[^\w.-]+/g, '_').slice(0, 120)}.csv`;
  return c.body(body, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${file}"` });
}
