/**
 * The playground over HTTP: people at the stand-in for Telegram, and the playground's own controls.
 * A mistake comes back as an Error whose message is a sentence; `isOffline` says that nobody answered at all.
 */

function address(base, verb, path, fields) {
  const url = new URL(`/${base}/${String(path).replace(/^\//, "")}`, location.origin);
  if (verb === "GET" || verb === "DELETE") {
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined && value !== null) url.searchParams.set(name, value);
    }
  }
  return url;
}

const sentence = (text) => text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

/** What was answered. An answer that breaks off in the middle, as when the page is left, counts as none. */
async function read(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { error: `The playground answered ${response.status}` };
  }
}

async function call(base, verb, path, fields = {}, signal = undefined) {
  const carriesBody = verb !== "GET" && verb !== "DELETE";
  const request = { method: verb, signal, headers: carriesBody ? { "Content-Type": "application/json" } : {} };
  if (carriesBody) request.body = JSON.stringify(fields);
  let response;
  let answer;
  try {
    response = await fetch(address(base, verb, path, fields), request);
    answer = await read(response);
  } catch (cause) {
    const error = new Error("The playground does not answer. Is it still running?", { cause });
    error.isOffline = cause.name !== "AbortError";
    throw error;
  }
  if (!response.ok) throw new Error(sentence(answer.error ?? `The playground answered ${response.status}`));
  return answer;
}

export const api = {
  /** `api.people("POST", "say", {user, chat, text})`: see deploy/playground/README.md for every call. */
  people: (verb, path, fields, signal) => call("people", verb, path, fields, signal),
  /** `api.play("POST", "clock", {by: 3600})`: clock, crowd and bot of this playground. */
  play: (verb, path, fields, signal) => call("play", verb, path, fields, signal),
};
