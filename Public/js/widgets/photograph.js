/* A picture that was sent: the server keeps each at two sizes. What is drawn beneath stays until it is there. */
import { html } from "../core/html.js";

const sent = /^\/pictures\/[0-9a-f]{32}$/;

/** Whether a path is that of a picture that was sent, and not of a symbol or a file. */
export const isSent = (path) => sent.test(path ?? "");

export const photograph = (path, size = "large") => (
  isSent(path) ? html`<img class="photograph" src="${path}/${size}" alt="" loading="lazy" decoding="async">` : null
);
