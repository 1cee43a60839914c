// Calls to our own API: JSON in, JSON out, failures as problems with words for people.

/** A failure as RFC 9457 describes it; `code` is stable, `detail` and `advice` are for the person. */
export class Problem extends Error {
  constructor(body, status) {
    super(body.detail || "");
    this.status = status;
    this.code = body.code || "network";
    this.detail = body.detail;
    this.advice = body.advice;
    this.scanId = body.scan_id || null;
  }
}

export const NO_NETWORK = new Problem(
  {
    code: "network",
    detail: "Không kết nối được với máy chủ. / The server cannot be reached.",
    advice: "Xin kiểm tra mạng rồi thử lại. / Check the network, then try again.",
  },
  0,
);

/** The problem that an answer's text describes, also when it is no problem JSON. */
export function problemOf(text, status) {
  try {
    return new Problem(JSON.parse(text), status);
  } catch {
    return new Problem({ code: `http_${status}`, detail: `Lỗi ${status}. / Error ${status}.`, advice: "" }, status);
  }
}

/** A part of a page, rendered by the server; leads to the sign-in page when the session has ended. */
export async function fetchPart(path) {
  const response = await fetch(path, { headers: { Accept: "text/html" } });
  if (response.redirected) location.reload();
  return response.ok && !response.redirected ? response.text() : null;
}

/** Send `body` to our API and give its JSON answer; throws a `Problem`. */
export async function send(method, path, body, options = {}) {
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...options,
    });
  } catch {
    throw NO_NETWORK;
  }
  const text = await response.text();
  if (!response.ok) throw problemOf(text, response.status);
  return text ? JSON.parse(text) : null;
}
