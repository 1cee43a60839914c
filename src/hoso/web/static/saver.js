// Saves corrections one call at a time: each answer brings the version that the next call needs.

import { send } from "./api.js";

// Until the next try when the server could not be reached.
const AGAIN = 5000;

/** Collects changes and sends them; `onState` hears `saving`, `saved` or a `Problem`. */
export class Saver {
  constructor(documentId, version, onState) {
    Object.assign(this, { documentId, version, onState, pending: {}, flight: null });
  }

  /** Note a change of a field and send it as soon as the call before has returned. */
  change(key, change) {
    this.pending[key] = change;
    this.flush().catch(() => undefined);
  }

  get dirty() {
    return this.flight !== null || Object.keys(this.pending).length > 0;
  }

  /** Send everything noted; throws the `Problem` that stopped it, and keeps what was not saved. */
  flush() {
    this.flight ??= this.#drain().finally(() => (this.flight = null));
    return this.flight;
  }

  async #drain() {
    while (Object.keys(this.pending).length) {
      const fields = this.pending;
      this.pending = {};
      this.onState("saving", []);
      try {
        const record = await send("PATCH", `/documents/${this.documentId}`, { version: this.version, fields });
        this.version = record.version;
      } catch (problem) {
        this.pending = { ...fields, ...this.pending };
        this.onState(problem, []);
        if (problem.status === 0 || problem.status === 503) setTimeout(() => this.flush().catch(() => undefined), AGAIN);
        throw problem;
      }
      this.onState("saved", Object.keys(fields));
    }
  }

  /** A decision about the whole paper, after all corrections are saved. */
  async decide(verb, body = {}) {
    await this.flush();
    return send("POST", `/documents/${this.documentId}/${verb}`, { version: this.version, ...body });
  }
}
