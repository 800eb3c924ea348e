/* A picture that was sent: the server keeps each at two sizes. What is drawn beneath stays until it is there. */
import { html } from "../core/html.js";

const sent = /^\/pictures\/[0-9a-f]{32}$/;

/** Whether a path is that of a picture that was sent, and not of a symbol or a file. */
export const isSent = (path) => sent.test(path ?? "");

/** The browser takes the size that its place needs: where it cannot tell by itself, a face is as wide as `about` says. */
export const photograph = (path, about = "3rem") => (
  isSent(path)
    ? html`<img class="photograph" src="${path}/small" srcset="${path}/small 160w, ${path}/large 800w" sizes="auto, ${about}" alt=""
      loading="lazy" decoding="async">`
    : null
);
