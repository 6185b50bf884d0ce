// What the page asked for itself (index.html) while this program was still on its way to the browser.

declare global {
  /** Answers by their path under /api/v1. (Only a var is a property of globalThis.) */
  var leadlineAsked: Partial<Record<string, Promise<Response>>> | undefined;
}

/** The answer that is on its way, once: who asks again asks the server. */
export function takeAsked(path: string): Promise<Response> | undefined {
  const asked = globalThis.leadlineAsked?.[path];
  if (asked !== undefined) delete globalThis.leadlineAsked?.[path];
  return asked;
}
