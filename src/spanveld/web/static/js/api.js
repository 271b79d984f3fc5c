// @ts-check
/** Changes as requests to the server, and its answers. `fetch` is handed in. */

/** @typedef {import("./types.js").Change} Change */
/** @typedef {{method: string, path: string, body: any}} Request */
/** @typedef {{status: number, body: any}} Reply */

/** A name in an address; "@uuid" stays readable. @param {string} name */
const segment = (name) => encodeURIComponent(name).replace(/^%40/, "@");

/**
 * The request that does a change.
 * @param {Change} change
 * @param {string} source
 * @param {string} [passage] the server's name for the change's passage, where known
 * @returns {Request}
 */
export function toRequest(change, source, passage = change.passage ?? "") {
  const ofSource = `/api/sources/${segment(source)}`;
  const ofPassage = `/api/passages/${segment(passage)}`;
  const { give = [], take = [], terms = [] } = change;
  switch (change.op) {
    case "passage":
      return {
        method: "POST",
        path: `${ofSource}/passages`,
        body: { start: change.start, end: change.end, codes: give, terms, ...change.fields },
      };
    case "coding":
      if (terms.length) return { method: "POST", path: `${ofPassage}/codings`, body: terms[0] };
      return { method: "POST", path: `${ofPassage}/codings`, body: give.length === 1 && !take.length ? { code: give[0] } : { take, give } };
    case "uncode":
      return { method: "DELETE", path: `${ofPassage}/codings?code=${encodeURIComponent(take[0])}`, body: null };
    case "patch":
      return { method: "PATCH", path: ofPassage, body: change.fields };
    case "remove":
      return { method: "DELETE", path: ofPassage, body: null };
    case "tie":
      return { method: "POST", path: `${ofPassage}/findings`, body: change.fields };
    case "untie":
      return { method: "DELETE", path: `${ofPassage}/findings/${segment(change.fields?.finding ?? "")}`, body: null };
    case "overview":
      return { method: "PUT", path: `${ofSource}/overview`, body: { points: change.points, expected: change.expected } };
    case "reading":
      return { method: "PUT", path: `${ofSource}/reading`, body: { state: change.state } };
    default:
      return { method: "POST", path: `/api/${change.op}`, body: {} };
  }
}

/**
 * A function that sends a request under a name; it throws where the server cannot be reached.
 * @param {typeof fetch} fetching
 * @returns {(request: Request, uuid: string) => Promise<Reply>}
 */
export function sender(fetching) {
  return async ({ method, path, body }, uuid) => {
    const headers = {
      "Spanveld-Request": uuid,
      Accept: "application/json",
      ...(body === null ? {} : { "Content-Type": "application/json" }),
    };
    const reply = await fetching(path, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, body: await reply.json().catch(() => null) };
  };
}

/**
 * Fetch a JSON document; null where the server cannot be reached or refuses.
 * @param {typeof fetch} fetching
 * @param {string} path
 */
export async function load(fetching, path) {
  try {
    const reply = await fetching(path, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return reply.ok ? await reply.json() : null;
  } catch {
    return null;
  }
}

/** @param {string} source */
export const pagePath = (source) => `/api/sources/${segment(source)}`;

/** A name for a change that no other has; also where the page is not served securely. */
export function newName() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
